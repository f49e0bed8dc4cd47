package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.peer.Slapd;

/** slapd, and what befalls it. */
public record FaultyDirectory(Slapd slapd, SlapdPeer peer, People people) implements AutoCloseable {
    // Longer than the read time-out of the connections.
    private static final long FROZEN_MILLIS = 3_000;

    public static FaultyDirectory start(Path folder) {
        Slapd slapd = Slapd.start(folder);
        return new FaultyDirectory(slapd, new SlapdPeer(slapd), new People());
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
            return peer.connections().call(connection -> connection.getRootDse() != null);
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
                        peer.connections(),
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
        slapd.close();
    }

    private Dn base() {
        try {
            return new Dn("ou=outside," + peer.base());
        } catch (LdapException e) {
            throw new IllegalStateException(e);
        }
    }
}
