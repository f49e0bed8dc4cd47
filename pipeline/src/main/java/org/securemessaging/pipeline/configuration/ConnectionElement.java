package org.securemessaging.pipeline.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.directory.ldap.BindMethod;
import org.securemessaging.directory.ldap.DirectoryServer;
import org.securemessaging.directory.ldap.DirectorySettings;
import org.securemessaging.directory.ldap.Secret;
import org.securemessaging.directory.ldap.Transport;

/** Reads how a directory is reached into the engine's own record. */
final class ConnectionElement {
    static final String SERVERS =
            "a host with or without a port, such as ldap.example.org or [fd00::1]:636";
    private static final String DNS = "a distinguished name, such as dc=example,dc=org";
    private static final String FILES = "an existing file, written as " + FileLocations.ACCEPTED;
    private static final String PASSWORDS =
            "a variable of the environment that is set, such as ${env:LDAP_PASSWORD}, alone; the"
                    + " password itself is not accepted here";

    private enum Bind {
        ANONYMOUS,
        SIMPLE,
        EXTERNAL
    }

    private ConnectionElement() {}

    /** The settings; none if no server is named. */
    static Optional<DirectorySettings> read(
            ConfigurationElement element, String name, FileLocations locations) {
        Transport transport =
                Values.word(element, "transport", Transport.values(), Transport.LDAPS);
        List<DirectoryServer> servers =
                element.values("server", SERVERS, text -> DirectoryServer.parse(text, transport));
        List<Path> trusted = TrustSettings.existing(element, "trusted", locations);
        BindMethod bind = bind(element, transport, locations);
        String base = element.value("base", DNS, ConnectionElement::dn).orElse("");
        Reading reading =
                new Reading(
                        Values.duration(
                                element, "connectTimeout", DirectorySettings.DEFAULT_CONNECT_TIME),
                        Values.duration(
                                element, "readTimeout", DirectorySettings.DEFAULT_READ_TIME),
                        Values.number(
                                element, "connections", DirectorySettings.DEFAULT_CONNECTIONS));
        return servers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new DirectorySettings(
                                name,
                                servers,
                                transport,
                                trusted,
                                bind,
                                base,
                                reading.connectTime(),
                                reading.readTime(),
                                reading.connections()));
    }

    private record Reading(Duration connectTime, Duration readTime, int connections) {}

    private static BindMethod bind(
            ConfigurationElement element, Transport transport, FileLocations locations) {
        Bind method = Values.word(element, "bind", Bind.values(), Bind.ANONYMOUS);
        // Not only a DN: Active Directory takes user@realm as well.
        Optional<String> bindDn = element.value("bindDn", "a name", text -> text);
        Optional<Secret> password = password(element, locations);
        Optional<Path> keyStore = file(element, "keyStore", locations);
        return switch (method) {
            case ANONYMOUS -> {
                refuse(element, "bindDn", bindDn, method);
                refuse(element, "passwordFile", password, method);
                refuse(element, "keyStore", keyStore, method);
                yield new BindMethod.Anonymous();
            }
            case SIMPLE -> {
                refuse(element, "keyStore", keyStore, method);
                yield new BindMethod.Simple(
                        require(element, "bindDn", bindDn, method),
                        require(element, "passwordFile", password, method));
            }
            case EXTERNAL -> {
                refuse(element, "bindDn", bindDn, method);
                if (transport == Transport.PLAIN) {
                    throw element.refusal(
                            "bind", "external", "with transport plain: anonymous, simple");
                }
                yield new BindMethod.External(
                        require(element, "keyStore", keyStore, method),
                        require(element, "passwordFile", password, method));
            }
        };
    }

    private static Optional<Secret> password(
            ConfigurationElement element, FileLocations locations) {
        if (!element.isVariable("password")) {
            throw element.refusal("password", "(hidden)", PASSWORDS);
        }
        Optional<Secret> told = element.value("password", PASSWORDS, Secret.Told::new);
        Optional<Secret> inFile = file(element, "passwordFile", locations).map(Secret.InFile::new);
        if (told.isPresent() && inFile.isPresent()) {
            throw element.refusal("passwordFile", inFile.get(), "one of password, passwordFile");
        }
        return told.or(() -> inFile);
    }

    private static Optional<Path> file(
            ConfigurationElement element, String name, FileLocations locations) {
        Optional<Path> file = element.value(name, FILES, locations::locate);
        if (file.filter(path -> !Files.isRegularFile(path)).isPresent()) {
            throw element.refusal(name, file.get(), FILES);
        }
        return file;
    }

    private static <T> T require(
            ConfigurationElement element, String name, Optional<T> value, Bind method) {
        return value.orElseThrow(
                () ->
                        element.refusal(
                                name,
                                "",
                                "a value, which bind %s needs".formatted(Values.word(method))));
    }

    private static void refuse(
            ConfigurationElement element, String name, Optional<?> value, Bind method) {
        if (value.isPresent()) {
            throw element.refusal(
                    name, value.get(), "nothing, with bind %s".formatted(Values.word(method)));
        }
    }

    private static String dn(String text) {
        try {
            return new Dn(text).getName();
        } catch (LdapInvalidDnException e) {
            throw new IllegalArgumentException("no DN", e);
        }
    }
}
