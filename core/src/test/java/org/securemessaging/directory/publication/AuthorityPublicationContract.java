package org.securemessaging.directory.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.securemessaging.directory.publication.PublishedAttribute.AUTHORITY_REVOCATION_LIST;
import static org.securemessaging.directory.publication.PublishedAttribute.CA_CERTIFICATE;
import static org.securemessaging.directory.publication.PublishedAttribute.CERTIFICATE_REVOCATION_LIST;
import static org.securemessaging.directory.publication.PublishedAttribute.CROSS_CERTIFICATE_PAIR;
import static org.securemessaging.directory.publication.PublishedAttribute.DELTA_REVOCATION_LIST;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.revocation.Crl;
import org.securemessaging.trust.TestCa;

/** What publication does with CAs in whosever directory it is. */
abstract class AuthorityPublicationContract {
    private static final Instant EARLIER = TestCa.NOW.minus(Duration.ofDays(2));

    private final TestCa ca = new TestCa("CN=Example CA,O=Example");
    private PublicationPeer peer;
    private Stored stored;

    abstract PublicationPeer start();

    /** How the entry is named that holds CAs. */
    String container() {
        return "ou=authorities";
    }

    /** Whether two CAs of the same common name can have their CRLs in one entry. */
    boolean takesCrlsOfOthers() {
        return true;
    }

    @BeforeEach
    void startPeer() {
        peer = start();
        stored = Stored.in(peer);
    }

    @AfterEach
    void stopPeer() {
        peer.close();
    }

    @Test
    void publishShouldFillAllAttributesAndWriteOnce() {
        TestCa other = new TestCa("CN=Other CA,O=Example");
        Certificate own = ca.selfSigned();
        CrossPair pair =
                new CrossPair(Optional.of(other.certify(ca)), Optional.of(ca.certify(other)));
        Crl complete = ca.crl().number(5).sign();
        Crl ofAuthorities = ca.crl().number(5).with(scope(), true, authoritiesAlone()).sign();
        Crl delta = ca.crl().number(6).deltaTo(5).sign();
        AuthorityMaterial material =
                new AuthorityMaterial(
                        List.of(own), List.of(pair), List.of(complete, ofAuthorities, delta));

        assertThat(publish(material)).hasSize(5).allMatch(EntryChange::added);
        assertThat(publish(material)).isEmpty();

        assertThat(values(CA_CERTIFICATE)).containsExactly(StoredValue.of(own.encoded()));
        assertThat(values(CROSS_CERTIFICATE_PAIR)).containsExactly(StoredValue.of(pair.encoded()));
        assertThat(values(CERTIFICATE_REVOCATION_LIST))
                .containsExactly(StoredValue.of(complete.encoded()));
        assertThat(values(AUTHORITY_REVOCATION_LIST))
                .containsExactly(StoredValue.of(ofAuthorities.encoded()));
        assertThat(values(DELTA_REVOCATION_LIST)).containsExactly(StoredValue.of(delta.encoded()));
    }

    @Test
    void aNewCrlShouldTakeThePlaceOfTheOldOneAlone() {
        Crl old = ca.crl().number(5).issued(EARLIER).sign();
        Crl fresh = ca.crl().number(6).sign();
        Crl others = new TestCa("CN=Example CA,O=Elsewhere").crl().number(1).sign();
        publish(crls(old));
        if (takesCrlsOfOthers()) {
            publish(crls(others));
        } else {
            assertThatThrownBy(() -> publish(crls(others)))
                    .isInstanceOf(PublicationRefusalException.class)
                    .hasMessageContaining("certificateRevocationList");
        }

        assertThat(publish(crls(fresh))).hasSize(2);
        assertThat(publish(crls(old))).isEmpty();
        assertThat(publish(crls(old, fresh))).isEmpty();

        assertThat(values(CERTIFICATE_REVOCATION_LIST))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(fresh, others)
                                .limit(takesCrlsOfOthers() ? 2 : 1)
                                .map(crl -> StoredValue.of(crl.encoded()))
                                .toList());
    }

    @Test
    void expiredCertificatesShouldGoAndOthersStay() {
        Certificate expired =
                ca.issue(ca).ca().valid(EARLIER.minus(Duration.ofDays(300)), EARLIER).sign();
        Certificate foreign = new TestCa("CN=Example CA,O=Foreign").selfSigned();
        Certificate fresh = ca.selfSigned();
        publish(certificates(ca.selfSigned()));
        stored.replace(dn(), CA_CERTIFICATE, expired.encoded(), foreign.encoded());

        publish(certificates(fresh));

        assertThat(values(CA_CERTIFICATE))
                .containsExactlyInAnyOrder(
                        StoredValue.of(foreign.encoded()), StoredValue.of(fresh.encoded()));
    }

    @Test
    void aCrlOfADistributionPointShouldStandInTheEntryOfThatName() {
        String point = "cn=part1," + base();
        GeneralNames names = new GeneralNames(new GeneralName(new X500Name(fromTheRoot(point))));
        Crl part =
                ca.crl()
                        .number(5)
                        .with(
                                scope(),
                                true,
                                new IssuingDistributionPoint(
                                        new DistributionPointName(names), false, false))
                        .sign();

        assertThat(publish(crls(part))).hasSize(1);
        assertThat(publish(crls(part))).isEmpty();

        assertThat(stored.values(point, CERTIFICATE_REVOCATION_LIST))
                .containsExactly(StoredValue.of(part.encoded()));
    }

    private List<EntryChange> publish(AuthorityMaterial material) {
        return new AuthorityPublisher(
                        peer.connections(),
                        peer.schema(),
                        new AuthorityEntries(base(), true),
                        People.EXPIRY,
                        false)
                .publish(material);
    }

    private Dn base() {
        try {
            return new Dn(container() + "," + peer.base());
        } catch (LdapInvalidDnException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fromTheRoot(String dn) {
        List<String> names = new ArrayList<>(List.of(dn.split(",", -1)));
        Collections.reverse(names);
        return String.join(",", names);
    }

    private String dn() {
        return "cn=Example CA," + base();
    }

    private List<StoredValue> values(PublishedAttribute attribute) {
        return stored.values(dn(), attribute);
    }

    private static AuthorityMaterial crls(Crl... crls) {
        return new AuthorityMaterial(List.of(), List.of(), List.of(crls));
    }

    private static AuthorityMaterial certificates(Certificate... certificates) {
        return new AuthorityMaterial(List.of(certificates), List.of(), List.of());
    }

    private static org.bouncycastle.asn1.ASN1ObjectIdentifier scope() {
        return Extension.issuingDistributionPoint;
    }

    private static IssuingDistributionPoint authoritiesAlone() {
        return new IssuingDistributionPoint(null, false, true, null, false, false);
    }
}
