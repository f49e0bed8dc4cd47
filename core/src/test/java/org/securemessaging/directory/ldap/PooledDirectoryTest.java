package org.securemessaging.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.securemessaging.SettableClock;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;

class PooledDirectoryTest {
    /** Longer than a server that failed is left alone at first. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Longer than any time that is measured here may be. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(60);

    // What the machine that runs the tests may add, and what clocks may take away.
    private static final Duration MARGIN = Duration.ofSeconds(15);
    private static final Duration ROUNDING = Duration.ofMillis(100);

    @TempDir private static Path folder;
    private static Slapd slapd;

    private final SettableClock clock = new SettableClock();

    @BeforeAll
    static void start() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
        slapd = Slapd.start(folder.resolve("slapd"));
        slapd.load(person("al"));
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void callShouldWorkOverEveryTransport(Transport transport) {
        int port = transport == Transport.LDAPS ? slapd.tlsPort() : slapd.port();
        Directories directories =
                Directories.plain(slapd)
                        .over(transport, port, slapd.pki().anchor())
                        .asAdmin(Slapd.PASSWORD);
        try (PooledDirectory directory = directories.open()) {
            assertThat(find(directory, "al")).isEqualTo(1);
            assertThat(directory.<Boolean>call(c -> ((BoundConnection) c).isSecured()))
                    .isEqualTo(transport != Transport.PLAIN);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"LDAPS", "STARTTLS"})
    void callShouldRefuseAServerOfAnotherCa(Transport transport) throws Exception {
        Path other = Files.createDirectory(folder.resolve("other-ca-" + transport));
        int port = transport == Transport.LDAPS ? slapd.tlsPort() : slapd.port();
        Path anchor = new org.securemessaging.peer.TlsPki(other).anchor();
        try (PooledDirectory directory =
                Directories.plain(slapd).over(transport, port, anchor).open()) {
            assertThatThrownBy(() -> find(directory, "al"))
                    .isInstanceOf(DirectoryUnavailableException.class)
                    .hasMessageContaining("test")
                    .hasMessageContaining("its certificate is refused");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"LDAPS", "STARTTLS"})
    void callShouldRefuseAServerOfAnotherName(Transport transport) {
        try (Slapd other = Slapd.start(folder.resolve("other-name-" + transport))) {
            other.pki().server("server", new GeneralName(GeneralName.dNSName, "localhost"));
            other.kill();
            other.restart();
            int port = transport == Transport.LDAPS ? other.tlsPort() : other.port();
            Directories directories =
                    Directories.plain(other).over(transport, port, other.pki().anchor());
            try (PooledDirectory directory = directories.open()) {
                assertThatThrownBy(() -> find(directory, "al"))
                        .isInstanceOf(DirectoryUnavailableException.class)
                        .hasMessageContaining("127.0.0.1")
                        .hasMessageContaining("doesn't match");
            }
            // The one name that it has will do.
            try (PooledDirectory directory =
                    directories.servers(new DirectoryServer("localhost", port)).open()) {
                assertThat(find(directory, "al")).isZero();
            }
        }
    }

    @Test
    void healthShouldNameEachServerThatCanNotBeAsked() {
        DirectoryServer closed = new DirectoryServer("127.0.0.1", 1);
        DirectoryServer open = new DirectoryServer("127.0.0.1", slapd.port());
        try (PooledDirectory directory = Directories.plain(slapd).servers(closed, open).open()) {
            for (int look = 0; look < 2; look++) {
                List<ServerHealth> health = directory.health();

                assertThat(health).extracting(ServerHealth::server).containsExactly(closed, open);
                assertThat(health.get(0).failure().orElseThrow())
                        .contains("127.0.0.1:1: Connection refused");
                assertThat(health.get(1).failure()).isEmpty();
            }
        }
    }

    @Test
    void healthShouldTellARefusedBind() {
        try (PooledDirectory directory = Directories.plain(slapd).asAdmin("wrong").open()) {
            assertThat(directory.health().get(0).failure().orElseThrow())
                    .contains("the bind is refused");
        }
    }

    @Test
    void callShouldTrustTheCasOfThisJavaAloneIfNoneIsNamed() {
        try (PooledDirectory directory =
                Directories.plain(slapd).over(Transport.LDAPS, slapd.tlsPort()).open()) {
            assertThatThrownBy(() -> find(directory, "al"))
                    .isInstanceOf(DirectoryUnavailableException.class)
                    .hasMessageContaining("its certificate is refused");
        }
    }

    @Test
    void callShouldBindWithAClientCertificate() {
        Path keyStore = slapd.pki().client("CN=James", "p12pw");
        Directories directories =
                Directories.plain(slapd)
                        .over(Transport.LDAPS, slapd.tlsPort(), slapd.pki().anchor())
                        .as(new BindMethod.External(keyStore, new Secret.Told("p12pw")));
        try (PooledDirectory directory = directories.open()) {
            directory.call(
                    connection -> {
                        connection.modify(
                                "uid=al," + Slapd.SUFFIX,
                                new org.apache.directory.api.ldap.model.entry.DefaultModification(
                                        org.apache.directory.api.ldap.model.entry
                                                .ModificationOperation.REPLACE_ATTRIBUTE,
                                        "description",
                                        "changed"));
                        return "done";
                    });
        }
        assertThat(slapd.log()).contains("BIND dn=\"cn=admin,dc=example,dc=test\" mech=EXTERNAL");
    }

    @Test
    void callShouldSayThatTheServerRefuses() {
        try (PooledDirectory directory = Directories.plain(slapd).open()) {
            assertThatThrownBy(
                            () ->
                                    directory.call(
                                            connection -> {
                                                connection.delete("uid=al," + Slapd.SUFFIX);
                                                return "done";
                                            }))
                    .isInstanceOfSatisfying(
                            DirectoryRefusalException.class,
                            e ->
                                    assertThat(e.code())
                                            .isEqualTo(ResultCodeEnum.STRONG_AUTH_REQUIRED));
            // And is not taken for broken.
            assertThat(find(directory, "al")).isEqualTo(1);
        }
    }

    @Test
    void callShouldNotTryAWrongPasswordAgainAtOnce() {
        try (Slapd own = Slapd.start(folder.resolve("password"));
                PooledDirectory directory = Directories.plain(own).asAdmin("wrong-pw").open()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> find(directory, "al"))
                        .isInstanceOf(DirectoryUnavailableException.class)
                        .hasMessageContaining("INVALID_CREDENTIALS")
                        .message()
                        .doesNotContain("wrong-pw");
            }
            assertThat(own.log().split("err=49", -1)).hasSize(2);
        }
    }

    @Test
    void callShouldReadThePasswordFileForEachBind() throws Exception {
        Path file = Files.writeString(folder.resolve("password.txt"), "wrong\n");
        BindMethod bind = new BindMethod.Simple(Slapd.ADMIN, new Secret.InFile(file));
        try (PooledDirectory directory = Directories.plain(slapd).as(bind).open(clock)) {
            assertThatThrownBy(() -> find(directory, "al"))
                    .isInstanceOf(DirectoryUnavailableException.class);
            Files.writeString(file, Slapd.PASSWORD + "\n");
            clock.advance(PAUSE);

            assertThat(find(directory, "al")).isEqualTo(1);
        }
    }

    @Test
    void callShouldGoOnWhenTheServerWasRestarted() {
        try (Slapd own = Slapd.start(folder.resolve("restarted"));
                PooledDirectory directory = Directories.plain(own).asAdmin(Slapd.PASSWORD).open()) {
            own.load(person("bo"));
            assertThat(find(directory, "bo")).isEqualTo(1);
            own.kill();
            own.restart();

            assertThat(find(directory, "bo")).isEqualTo(1);
            // Bound again, not as nobody.
            assertThat(own.log().split("BIND dn=\"cn=admin,[^\n]*mech=SIMPLE", -1)).hasSize(5);
        }
    }

    @Test
    void callShouldAskAnotherServerWhenTheFirstIsGone() {
        try (Slapd first = Slapd.start(folder.resolve("first"));
                PooledDirectory directory = Directories.plain(first, slapd).open(clock)) {
            assertThat(find(directory, "al")).isZero();
            first.kill();
            assertThat(find(directory, "al")).isEqualTo(1);
            first.restart();
            assertThat(find(directory, "al")).as("left alone for a second").isEqualTo(1);
        }
    }

    @Test
    void callShouldReturnToTheFirstServerAfterAWhile() throws Exception {
        try (Slapd first = Slapd.start(folder.resolve("returning"));
                PooledDirectory directory = Directories.plain(first, slapd).open(clock)) {
            first.kill();
            assertThat(find(directory, "al")).isEqualTo(1);
            first.restart();
            clock.advance(PAUSE);

            assertThat(find(directory, "al")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void callShouldGiveUpConnectingToAServerThatSaysNothing(Transport transport) {
        try (Slapd own = Slapd.start(folder.resolve("mute-" + transport))) {
            int port = transport == Transport.LDAPS ? own.tlsPort() : own.port();
            Directories directories =
                    Directories.plain(own).over(transport, port, own.pki().anchor());
            try (PooledDirectory directory = directories.open(clock)) {
                own.pause();

                Duration taken =
                        time(
                                () ->
                                        assertThatThrownBy(() -> find(directory, "al"))
                                                .isInstanceOf(DirectoryUnavailableException.class));

                assertThat(taken)
                        .isBetween(
                                Directories.CONNECT_TIME.minus(ROUNDING),
                                Directories.CONNECT_TIME.plus(MARGIN));
                assertThat(time(() -> assertThatThrownBy(() -> find(directory, "al"))))
                        .as("left alone")
                        .isLessThan(Directories.READ_TIME);
                own.resume();
            }
        }
    }

    @Test
    void callShouldGiveUpReadingFromAServerThatSaysNothingAndAskAnother() {
        try (Slapd first = Slapd.start(folder.resolve("halted"));
                PooledDirectory directory = Directories.plain(first, slapd).open()) {
            assertThat(find(directory, "al")).isZero();
            first.pause();

            Duration taken = time(() -> assertThat(find(directory, "al")).isEqualTo(1));

            assertThat(taken)
                    .isBetween(
                            Directories.READ_TIME.minus(ROUNDING),
                            Directories.READ_TIME.plus(MARGIN));
        }
    }

    @Test
    void callShouldEndWhenTheThreadIsInterrupted() {
        try (Slapd own = Slapd.start(folder.resolve("interrupted"));
                PooledDirectory directory = Directories.plain(own).open()) {
            assertThat(find(directory, "al")).isZero();
            own.pause();
            Thread self = Thread.currentThread();
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(self::interrupt);

            assertThatThrownBy(() -> find(directory, "al"))
                    .isInstanceOf(DirectoryUnavailableException.class)
                    .hasMessageContaining("interrupted");

            assertThat(Thread.interrupted()).isTrue();
            own.resume();
            assertThat(find(directory, "al")).as("the server is not blamed").isZero();
        }
    }

    private static int find(PooledDirectory directory, String uid) {
        return directory
                .call(
                        new DirectorySearch(
                                new DirectoryQuery(
                                        Slapd.SUFFIX,
                                        SearchScope.SUBTREE,
                                        "(uid=" + uid + ")",
                                        List.of("cn"),
                                        10),
                                LONGEST_SEARCH))
                .entries()
                .size();
    }

    private static Duration time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String person(String uid) {
        return "dn: uid=%1$s,%2$s%nobjectClass: inetOrgPerson%ncn: %1$s%nsn: %1$s%n"
                .formatted(uid, Slapd.SUFFIX);
    }
}
