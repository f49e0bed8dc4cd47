package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.directory.api.ldap.model.name.Dn;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.ldap.BindMethod;
import org.securemessaging.directory.ldap.DirectoryServer;
import org.securemessaging.directory.ldap.DirectorySettings;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.ldap.PooledDirectory;
import org.securemessaging.directory.ldap.Secret;
import org.securemessaging.directory.ldap.Transport;
import org.securemessaging.net.FakeLdapServer;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;

/**
 * A connection that breaks at any one of the requests which a publication takes: the directory is
 * away then, and never is an entry taken for gone, which would end the publication for good.
 */
class CutConnectionTest {
    private static final String BASE = "ou=outside," + Slapd.SUFFIX;
    private static final int MOST_REQUESTS = 20;

    private static Slapd slapd;

    @TempDir private static Path folder;

    private final People people = new People();

    @BeforeAll
    static void start() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
        slapd = Slapd.start(folder.resolve("slapd"));
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    @Test
    void publishShouldSayThatTheDirectoryIsAwayWhenAConnectionIsCut() throws Exception {
        int cut = 0;
        boolean reached = true;
        while (reached) {
            assertThat(++cut).isLessThan(MOST_REQUESTS);
            reached = publishOverCutConnection(cut);
        }
        // Bind, search, look-up, the controls that there are, modify.
        assertThat(cut).isGreaterThan(5);
    }

    /** Whether as many requests were made as it takes to be cut. */
    private boolean publishOverCutConnection(int cut) throws Exception {
        PersonAddress address = People.address("p" + cut + "@outside.test");
        SmimeProfile first = profile(address);
        SmimeProfile second = profile(address);
        try (PooledDirectory directory = directory(slapd.port())) {
            publisher(directory).publish(address, first);
        }
        AtomicInteger requests = new AtomicInteger();
        try (FakeLdapServer network =
                        new FakeLdapServer((in, out) -> pass(in, out, requests, cut));
                PooledDirectory directory = directory(network.port())) {
            publishOrBeAway(directory, address, second);
        }
        try (PooledDirectory directory = directory(slapd.port())) {
            publisher(directory).publish(address, second);
        }
        assertThat(
                        Stored.in(new SlapdPeer(slapd))
                                .values(
                                        PersonEntry.name(
                                                        WritingSchema.OPENLDAP,
                                                        new Dn(BASE),
                                                        address)
                                                .getName(),
                                        PublishedAttribute.USER_CERTIFICATE))
                .containsExactlyInAnyOrder(
                        StoredValue.of(first.encryption().encoded()),
                        StoredValue.of(second.encryption().encoded()));
        return requests.get() >= cut;
    }

    /** Any other exception fails the test. */
    private static void publishOrBeAway(
            PooledDirectory directory, PersonAddress address, SmimeProfile profile)
            throws Exception {
        try {
            publisher(directory).publish(address, profile);
        } catch (DirectoryUnavailableException e) {
            assertThat(e).hasMessageContaining("directory cut:");
        }
    }

    /** Passes requests on, but breaks off at one of them. */
    private static void pass(InputStream in, OutputStream out, AtomicInteger requests, int cut)
            throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), slapd.port());
                ASN1InputStream messages = new ASN1InputStream(in)) {
            Thread back = new Thread(() -> copy(server, out), "answers");
            back.start();
            ASN1Primitive message = messages.readObject();
            while (message != null && requests.incrementAndGet() != cut) {
                server.getOutputStream().write(message.getEncoded());
                message = messages.readObject();
            }
        }
    }

    private static void copy(Socket server, OutputStream out) {
        try {
            server.getInputStream().transferTo(out);
        } catch (IOException e) {
            // One of the two ends is closed, which ends this one too.
        }
    }

    private SmimeProfile profile(PersonAddress address) {
        return SmimeProfile.of(people.certificate("Somebody", address.toString()));
    }

    private static PersonPublisher publisher(PooledDirectory directory) throws Exception {
        return new PersonPublisher(
                new PublicationTarget(
                        directory,
                        WritingSchema.OPENLDAP,
                        Optional.empty(),
                        Optional.of(new CorrespondentEntries(new Dn(BASE), true))),
                People.EXPIRY,
                false);
    }

    private static PooledDirectory directory(int port) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), Slapd.PASSWORD);
        return new PooledDirectory(
                new DirectorySettings(
                        "cut",
                        List.of(new DirectoryServer("127.0.0.1", port)),
                        Transport.PLAIN,
                        List.of(),
                        new BindMethod.Simple(Slapd.ADMIN, new Secret.InFile(password)),
                        "",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        2),
                Clock.systemUTC());
    }
}
