package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.directory.lookup.Lookups.CA;
import static org.securemessaging.directory.lookup.Lookups.address;
import static org.securemessaging.directory.lookup.Lookups.certificate;
import static org.securemessaging.directory.lookup.Lookups.chooser;
import static org.securemessaging.directory.lookup.Lookups.expired;
import static org.securemessaging.directory.lookup.Lookups.issue;
import static org.securemessaging.directory.lookup.Lookups.reasons;

import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.directory.lookup.CertificateChooser.Choice;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TestCa;

class CertificateChooserTest {
    private static final String ALICE = "alice@example.org";

    @Test
    void chooseShouldTakeTheNewestOfTheGood() {
        Certificate older = certificate(ALICE, 100);
        Certificate newest = certificate(ALICE, 1);
        Certificate old = certificate(ALICE, 200);

        Choice choice = choose(chooser(), older, newest, old);

        assertThat(choice.chosen().orElseThrow().certificate()).isEqualTo(newest);
        assertThat(choice.passedOver()).extracting(Candidate::certificate).contains(old, older);
        assertThat(choice.rejected()).isEmpty();
    }

    @Test
    void chooseShouldSayOfEachWhyItIsOfNoUse() {
        TestCa stranger = new TestCa("CN=Stranger");
        Certificate good = certificate(ALICE, 100);
        Certificate expired = expired(ALICE);
        Certificate early =
                issue(CA, ALICE, 0)
                        .valid(
                                TestCa.NOW.plus(Duration.ofDays(1)),
                                TestCa.NOW.plus(Duration.ofDays(9)))
                        .sign();
        Certificate untrusted = issue(stranger, ALICE, 2).sign();
        Certificate others = certificate("bob@example.org", 3);
        Certificate signing = usage(KeyUsage.digitalSignature);
        Certificate server =
                issue(CA, ALICE, 5)
                        .with(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .sign();

        Choice choice = choose(chooser(), expired, early, untrusted, others, signing, server, good);

        assertThat(choice.chosen().orElseThrow().certificate()).isEqualTo(good);
        assertThat(reasons(choice.rejected(), expired)).containsExactly("expired");
        assertThat(reasons(choice.rejected(), early)).containsExactly("not-yet-valid");
        assertThat(reasons(choice.rejected(), untrusted)).containsExactly("untrusted");
        assertThat(reasons(choice.rejected(), others)).containsExactly("address-mismatch");
        assertThat(reasons(choice.rejected(), signing)).containsExactly("key-usage");
        assertThat(reasons(choice.rejected(), server)).containsExactly("extended-key-usage");
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024})
    void chooseShouldNeverTakeAShortRsaKey(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        Certificate weak =
                issue(CA, ALICE, 1)
                        .key(
                                SubjectPublicKeyInfo.getInstance(
                                        generator.generateKeyPair().getPublic().getEncoded()))
                        .sign();
        Certificate older = certificate(ALICE, 100);

        assertThat(choose(chooser(), weak).chosen()).isEmpty();
        Choice choice = choose(chooser(), weak, older);
        assertThat(choice.chosen().orElseThrow().certificate()).isEqualTo(older);
        assertThat(reasons(choice.rejected(), weak)).containsExactly("weak-key");
    }

    @ParameterizedTest
    @CsvSource({"8, true", "32, false", "4, false", "128, false"})
    void chooseShouldAskAnEllipticKeyForKeyAgreement(int usage, boolean good) {
        // The bits of KeyUsage: keyAgreement, keyEncipherment, keyCertSign, digitalSignature.
        assertThat(choose(chooser(), usage(usage)).chosen().isPresent()).isEqualTo(good);
    }

    @Test
    void chooseShouldPassOverARevokedOne() {
        Certificate older = certificate(ALICE, 100);
        Certificate revoked = certificate(ALICE, 1);

        Choice choice =
                choose(
                        chooser(
                                CA.crl()
                                        .revoke(
                                                revoked,
                                                TestCa.NOW.minus(Duration.ofHours(3)),
                                                CRLReason.keyCompromise)
                                        .sign()),
                        older,
                        revoked);

        assertThat(choice.chosen().orElseThrow().certificate()).isEqualTo(older);
        assertThat(reasons(choice.rejected(), revoked)).containsExactly("revoked");
    }

    @Test
    void chooseShouldCallItTemporaryWhenAStatusIsWanting() {
        Choice choice = choose(chooser(RevocationMode.REQUIRE), certificate(ALICE, 1));

        assertThat(
                        new LookUp(
                                        address(ALICE),
                                        choice.chosen(),
                                        choice.passedOver(),
                                        choice.rejected(),
                                        List.of(),
                                        List.of())
                                .outcome())
                .isEqualTo(LookUp.Outcome.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRED, bob@example.org, false",
        "IF_PRESENT, bob@example.org, false",
        "OFF, bob@example.org, true",
        "REQUIRED, '', false",
        "IF_PRESENT, '', true",
        "OFF, '', true",
        "REQUIRED, ALICE@EXAMPLE.ORG, true"
    })
    void chooseShouldCompareAddressesAsTheRuleSays(AddressRule rule, String holds, boolean good) {
        Certificate certificate = holds.isEmpty() ? CA.person("CN=Alice") : certificate(holds, 1);

        assertThat(
                        chooser()
                                .choose(
                                        address(ALICE),
                                        List.of(Candidate.of(certificate, "test")),
                                        rule)
                                .chosen()
                                .isPresent())
                .isEqualTo(good);
    }

    @Test
    void chooseShouldTryNoMorePathsThanItsBudget() {
        TestCa stranger = new TestCa("CN=Stranger");
        Certificate[] untrusted =
                IntStream.range(0, 20)
                        .mapToObj(i -> issue(stranger, ALICE, i).sign())
                        .toArray(Certificate[]::new);

        Choice choice = choose(chooser(), untrusted);

        assertThat(choice.chosen()).isEmpty();
        assertThat(choice.rejected()).hasSize(8);
        assertThat(choice.passedOver()).hasSize(12);
    }

    private static Certificate usage(int usage) {
        return issue(CA, ALICE, 4).with(Extension.keyUsage, true, new KeyUsage(usage)).sign();
    }

    private static Choice choose(CertificateChooser chooser, Certificate... certificates) {
        return chooser.choose(
                address(ALICE),
                Arrays.stream(certificates).map(each -> Candidate.of(each, "test")).toList(),
                AddressRule.REQUIRED);
    }
}
