package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.directory.lookup.Lookups.CA;
import static org.securemessaging.directory.lookup.Lookups.ROOT;
import static org.securemessaging.directory.lookup.Lookups.address;
import static org.securemessaging.directory.lookup.Lookups.certificate;
import static org.securemessaging.directory.lookup.Lookups.chooser;
import static org.securemessaging.directory.lookup.Lookups.expired;
import static org.securemessaging.directory.lookup.Lookups.issue;
import static org.securemessaging.directory.lookup.Lookups.reasons;

import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.SmimeCapabilities;
import org.securemessaging.directory.lookup.LookUp.Outcome;
import org.securemessaging.trust.TestCa;

/** What look-up gives, whoever the directory is from. */
interface LookupContract {
    String AES256_CBC = "2.16.840.1.101.3.4.1.42";

    /** The server with its schema. */
    PeopleDirectory people();

    @Test
    default void lookUpShouldFindACertificateByMailInAnyCase() throws Exception {
        Certificate wanted = certificate("plain@example.test", 1);
        people().add("plain", "plain@example.test", List.of(wanted), List.of());

        LookUp found = lookUp("PLAIN@Example.Test");

        assertThat(found.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(found.chosen().orElseThrow().certificate()).isEqualTo(wanted);
        assertThat(found.problems()).isEmpty();
        assertThat(found.rejected()).isEmpty();
    }

    @Test
    default void lookUpShouldFindNothingWhereNothingIs() throws Exception {
        people().add("empty", "empty@example.test", List.of(), List.of());

        assertThat(lookUp("nobody@example.test").outcome()).isEqualTo(Outcome.NONE);
        assertThat(lookUp("empty@example.test").outcome()).isEqualTo(Outcome.NONE);
    }

    @Test
    default void lookUpShouldTakeTheBestOfAllValues() throws Exception {
        Certificate revoked = certificate("many@example.test", 1);
        Certificate wanted = certificate("many@example.test", 10);
        Certificate older = certificate("many@example.test", 100);
        Certificate past = expired("many@example.test");
        people().add("many", "many@example.test", List.of(past, older, revoked, wanted), List.of());

        LookUp found =
                people().lookUp(
                                address("many@example.test"),
                                chooser(
                                        CA.crl()
                                                .revoke(
                                                        revoked,
                                                        TestCa.NOW.minus(Duration.ofHours(2)),
                                                        CRLReason.keyCompromise)
                                                .sign()),
                                AddressRule.REQUIRED);

        assertThat(found.chosen().orElseThrow().certificate()).isEqualTo(wanted);
        assertThat(reasons(found.rejected(), past)).containsExactly("expired");
        assertThat(reasons(found.rejected(), revoked)).containsExactly("revoked");
        assertThat(found.passedOver()).extracting(Candidate::certificate).containsExactly(older);
    }

    @Test
    default void lookUpShouldNotLetAStaleValueHideAGoodOneInTheOtherAttribute() throws Exception {
        TestCa keys = new TestCa("CN=Somebody,O=Example");
        Certificate good = issue(CA, "smime@example.test", 5).key(keys.publicKey()).sign();
        byte[] value = PublishedValue.of(keys.keys(), List.of(good, ROOT), AES256_CBC);
        people().add(
                        "smime",
                        "smime@example.test",
                        List.of(expired("smime@example.test")),
                        List.of(value));

        Candidate chosen = lookUp("smime@example.test").chosen().orElseThrow();

        assertThat(chosen.certificate()).isEqualTo(good);
        assertThat(chosen.capabilities())
                .contains(
                        new SmimeCapabilities(
                                List.of(
                                        new AlgorithmIdentifier(
                                                new ASN1ObjectIdentifier(AES256_CBC)))));

        Certificate plain = certificate("other@example.test", 5);
        byte[] stale =
                PublishedValue.of(keys.keys(), List.of(expired("other@example.test")), AES256_CBC);
        people().add("other", "other@example.test", List.of(plain), List.of(stale));

        assertThat(lookUp("other@example.test").chosen().orElseThrow().certificate())
                .isEqualTo(plain);
    }

    @Test
    default void lookUpShouldFindAnEntryWhoseNameIsFullOfSyntax() throws Exception {
        Certificate wanted = certificate("syntax@example.test", 1);
        people().add("a, b+c=\"d\";<e>\\#", "syntax@example.test", List.of(wanted), List.of());

        assertThat(lookUp("syntax@example.test").chosen().orElseThrow().certificate())
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "victim*",
                "*)(cn=*",
                "x)(|(cn=*",
                "victim@example.test)(cn=*",
                "\\2a",
                "vict\\69m",
                "\u202emitciv",
                "vict\u0131m",
                "victim,cn=users",
                "(victim)"
            })
    default void lookUpShouldMatchNobodyForAHostileLocalPart(String localPart) throws Exception {
        assertMatchesNobody(new MailAddress(localPart, "example.test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "example.test)(cn=*", "example.test\\00", "*.test", "\u202etset"})
    default void lookUpShouldMatchNobodyForAHostileDomain(String domain) throws Exception {
        assertMatchesNobody(new MailAddress("victim", domain));
    }

    private void assertMatchesNobody(MailAddress hostile) throws Exception {
        if (lookUp("victim@example.test").outcome() == Outcome.NONE) {
            people().add(
                            "victim",
                            "victim@example.test",
                            List.of(certificate("victim@example.test", 1)),
                            List.of());
        }

        // The certificate's own addresses are left out of it: the filter alone must hold.
        LookUp found = people().lookUp(hostile, chooser(), AddressRule.OFF);

        assertThat(found.outcome()).isEqualTo(Outcome.NONE);
        assertThat(found.rejected()).isEmpty();
        assertThat(
                        people().lookUp(address("victim@example.test"), chooser(), AddressRule.OFF)
                                .outcome())
                .isEqualTo(Outcome.FOUND);
    }

    private LookUp lookUp(String address) {
        return people().lookUp(address(address), chooser(), AddressRule.REQUIRED);
    }
}
