package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.ldap.BindMethod;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.directory.ldap.DirectoryServer;
import org.securemessaging.directory.ldap.DirectorySettings;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.ldap.PooledDirectory;
import org.securemessaging.directory.ldap.Secret;
import org.securemessaging.directory.ldap.Transport;
import org.securemessaging.peer.Slapd;

/** slapd, and what befalls it. */
public record FaultyDirectory(
        Slapd slapd, SlapdPeer peer, People people, DirectoryConnections connections)
        implements AutoCloseable {
    // Longer than the read time-out of the connections.
    private static final long FROZEN_MILLIS = 3_000;

    public static FaultyDirectory start(Path folder) {
        Slapd slapd = Slapd.start(folder);
        DirectorySettings settings =
                new DirectorySettings(
                        "faulty",
                        List.of(new DirectoryServer("127.0.0.1", slapd.port())),
                        Transport.PLAIN,
                        List.of(),
                        new BindMethod.Simple(Slapd.ADMIN, password(folder)),
                        "",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        2);
        return new FaultyDirectory(
                slapd,
                new SlapdPeer(slapd),
                new People(),
                new PooledDirectory(settings, Clock.systemUTC()));
    }

    /** By turns: frozen, killed, frozen and then killed. */
    public void fault(int round) throws InterruptedException {
        if (round % 2 == 0) {
            slapd.pause();
            Thread.sleep(FROZEN_MILLIS);
            slapd.resume();
        }
        if (round > 0) {
            slapd.kill();
            Thread.sleep(200);
            slapd.restart();
        }
    }

    public boolean answers() {
        try {
            return connections.call(connection -> connection.getRootDse() != null);
        } catch (DirectoryUnavailableException e) {
            return false;
        }
    }

    public SmimeProfile profile(PersonAddress address) {
        return SmimeProfile.of(people.certificate("Somebody", address.toString()));
    }

    public PersonPublisher publisher() {
        return new PersonPublisher(
                new PublicationTarget(
                        connections,
                        peer.schema(),
                        Optional.empty(),
                        Optional.of(new CorrespondentEntries(base(), true))),
                People.EXPIRY,
                false);
    }

    public void assertHoldsExactly(PersonAddress address, List<SmimeProfile> profiles)
            throws LdapException {
        String dn = PersonEntry.name(peer.schema(), base(), address).getName();
        assertThat(Stored.in(peer).values(dn, PublishedAttribute.USER_CERTIFICATE))
                .containsExactlyInAnyOrderElementsOf(
                        profiles.stream()
                                .map(each -> StoredValue.of(each.encryption().encoded()))
                                .toList());
        assertThat(Stored.in(peer).values(dn, PublishedAttribute.USER_SMIME_CERTIFICATE))
                .containsExactlyInAnyOrderElementsOf(
                        profiles.stream().map(each -> StoredValue.of(each.encoded())).toList());
    }

    @Override
    public void close() {
        connections.close();
        slapd.close();
    }

    private static Secret password(Path folder) {
        try {
            return new Secret.InFile(Files.writeString(folder.resolve("password"), Slapd.PASSWORD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Dn base() {
        try {
            return new Dn("ou=outside," + peer.base());
        } catch (LdapException e) {
            throw new IllegalStateException(e);
        }
    }
}
