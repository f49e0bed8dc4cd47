package org.securemessaging.directory.ldap;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.securemessaging.peer.Slapd;

/** Settings for tests, and what becomes of them. */
record Directories(DirectorySettings settings) {
    static final Duration CONNECT_TIME = Duration.ofSeconds(4);
    static final Duration READ_TIME = Duration.ofSeconds(2);

    /** Without TLS, as nobody. */
    static Directories plain(Slapd... servers) {
        return new Directories(
                new DirectorySettings(
                        "test",
                        List.of(servers).stream()
                                .map(slapd -> new DirectoryServer("127.0.0.1", slapd.port()))
                                .toList(),
                        Transport.PLAIN,
                        List.of(),
                        new BindMethod.Anonymous(),
                        Slapd.SUFFIX,
                        CONNECT_TIME,
                        READ_TIME,
                        2));
    }

    Directories servers(DirectoryServer... servers) {
        return with(List.of(servers), settings.transport(), settings.trusted(), settings.bind());
    }

    Directories over(Transport transport, int port, Path... trusted) {
        return with(
                List.of(new DirectoryServer("127.0.0.1", port)),
                transport,
                List.of(trusted),
                settings.bind());
    }

    Directories as(BindMethod bind) {
        return with(settings.servers(), settings.transport(), settings.trusted(), bind);
    }

    Directories asAdmin(String password) {
        return as(new BindMethod.Simple(Slapd.ADMIN, new Secret.Told(password)));
    }

    Directories base(String base) {
        return new Directories(
                new DirectorySettings(
                        settings.name(),
                        settings.servers(),
                        settings.transport(),
                        settings.trusted(),
                        settings.bind(),
                        base,
                        settings.connectTime(),
                        settings.readTime(),
                        settings.connections()));
    }

    PooledDirectory open() {
        return open(Clock.systemUTC());
    }

    PooledDirectory open(Clock clock) {
        return new PooledDirectory(settings, clock);
    }

    private Directories with(
            List<DirectoryServer> servers,
            Transport transport,
            List<Path> trusted,
            BindMethod bind) {
        return new Directories(
                new DirectorySettings(
                        settings.name(),
                        servers,
                        transport,
                        trusted,
                        bind,
                        settings.base(),
                        settings.connectTime(),
                        settings.readTime(),
                        settings.connections()));
    }
}
