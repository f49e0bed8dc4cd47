package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.trust.TestCa.NOW;
import static org.securemessaging.trust.Validators.reasons;
import static org.securemessaging.trust.Validators.trusting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.ReasonCode;

final class PathBuildingTest {
    private static final byte[] KEY_ID = {1, 2, 3, 4};

    private final TestCa root = new TestCa("CN=Root,O=Test");
    private final TestCa issuing = new TestCa("CN=Issuing,O=Test");
    private final Certificate rootCertificate = root.selfSigned();
    private final Certificate issuingCertificate = root.certify(issuing);
    private final Certificate person = issuing.person("CN=Person");

    @Test
    void validateShouldFindThePath() {
        PathReport report = trusting(rootCertificate).knowing(issuingCertificate).validate(person);

        assertThat(report.valid()).isTrue();
        assertThat(report.path()).containsExactly(person, issuingCertificate, rootCertificate);
        assertThat(report.findings())
                .extracting(finding -> finding.reason())
                .containsExactly(ReasonCode.REVOCATION_UNCHECKED);
    }

    @Test
    void validateShouldTakeIntermediatesFromTheMessage() {
        PathQuery query =
                PathQuery.at(NOW, RevocationMode.OFF).with(List.of(issuingCertificate), List.of());

        assertThat(trusting(rootCertificate).build().validate(person, query).valid()).isTrue();
        assertThat(reasons(trusting(rootCertificate).validate(person)))
                .containsExactly("untrusted");
    }

    @Test
    void validateShouldAcceptAnIntermediateAsAnchor() {
        assertThat(trusting(issuingCertificate).validate(person).path())
                .containsExactly(person, issuingCertificate);
    }

    @Test
    void validateShouldAcceptATargetThatIsAnAnchor() {
        TestCa self = new TestCa("CN=Self");
        Certificate certificate = self.issue(self).sign();

        assertThat(trusting(certificate).validate(certificate).valid()).isTrue();
        assertThat(reasons(trusting(rootCertificate).validate(certificate)))
                .containsExactly("untrusted");
    }

    @Test
    void validateShouldNotLetAPersonAmongTheAnchorsIssue() {
        TestCa self = new TestCa("CN=Self");
        Certificate certificate = self.issue(self).sign();
        Certificate other = self.person("CN=Other");

        assertThat(reasons(trusting(certificate).validate(other))).containsExactly("not-a-ca");
    }

    @Test
    void validateShouldNotTrustASelfSignedCertificateWithAnAnchorsNameAndKeyIdentifier() {
        TestCa impostor = new TestCa(root.name(), TestCa.newKeys());
        Certificate anchor = root.issue(root).ca().keyIdentifier(KEY_ID).sign();
        Certificate fake = impostor.issue(impostor).ca().keyIdentifier(KEY_ID).sign();
        Certificate victim =
                impostor.issue(new TestCa("CN=Victim"))
                        .with(
                                Extension.authorityKeyIdentifier,
                                false,
                                new AuthorityKeyIdentifier(KEY_ID))
                        .sign();

        assertThat(reasons(trusting(anchor).validate(fake))).containsExactly("untrusted");
        assertThat(reasons(trusting(anchor).knowing(fake).validate(victim)))
                .containsExactly("untrusted");
        assertThat(reasons(trusting(anchor).validate(victim)))
                .containsExactly("certificate-signature-invalid");
    }

    @Test
    void validateShouldFindTheRightOneOfSeveralIssuersOfOneName() {
        List<Certificate> namesakes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            TestCa namesake = new TestCa(issuing.name(), TestCa.newKeys());
            namesakes.add(root.certify(namesake));
        }
        namesakes.add(issuingCertificate);

        assertThat(trusting(rootCertificate).knowing(namesakes).validate(person).valid()).isTrue();
    }

    @Test
    void validateShouldDisregardAMisleadingKeyIdentifier() {
        Certificate misleading =
                issuing.issue(new TestCa("CN=Misled"))
                        .with(
                                Extension.authorityKeyIdentifier,
                                false,
                                new AuthorityKeyIdentifier(KEY_ID))
                        .sign();
        TestCa decoy = new TestCa(issuing.name(), TestCa.newKeys());
        Certificate decoyCertificate = root.issue(decoy).ca().keyIdentifier(KEY_ID).sign();
        Certificate real = root.issue(issuing).ca().keyIdentifier(new byte[] {9}).sign();

        assertThat(
                        trusting(rootCertificate)
                                .knowing(decoyCertificate, real)
                                .validate(misleading)
                                .valid())
                .isTrue();
    }

    @Test
    void validateShouldTryTheOtherPathWhenTheFirstIsExpired() {
        TestCa otherRoot = new TestCa("CN=Other Root");
        Certificate expired =
                root.issue(issuing)
                        .ca()
                        .valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
                        .sign();
        Certificate cross = otherRoot.certify(issuing);

        PathReport report =
                trusting(rootCertificate, otherRoot.selfSigned())
                        .knowing(expired, cross)
                        .validate(person);

        assertThat(report.valid()).isTrue();
        assertThat(report.path()).contains(cross);
    }

    @Test
    void validateShouldTryTheOtherPathWhenTheFirstIsRevoked() {
        TestCa otherRoot = new TestCa("CN=Other Root");
        Certificate cross = otherRoot.certify(issuing);

        PathReport report =
                trusting(rootCertificate, otherRoot.selfSigned())
                        .knowing(issuingCertificate, cross)
                        .crls(
                                root.crl()
                                        .revoke(issuingCertificate, NOW.minusSeconds(60), 4)
                                        .sign(),
                                otherRoot.crl().sign(),
                                issuing.crl().sign())
                        .validate(person, RevocationMode.REQUIRE);

        assertThat(report.valid()).as("%s", report.findings()).isTrue();
        assertThat(report.path()).contains(cross);
    }

    @Test
    void validateShouldSayThatThePathIsExpiredAndListWhatWasRejected() {
        Certificate expired =
                root.issue(issuing)
                        .ca()
                        .valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
                        .sign();
        TestCa stranger = new TestCa("CN=Stranger");
        Certificate elsewhere = stranger.certify(issuing);

        PathReport report = trusting(rootCertificate).knowing(elsewhere, expired).validate(person);

        assertThat(reasons(report)).containsExactly("expired");
        assertThat(report.rejected())
                .extracting(rejected -> rejected.findings().get(0).reason().code())
                .containsExactlyInAnyOrder("expired", "untrusted");
    }

    @Test
    void validateShouldGetThroughABridge() {
        TestCa bridge = new TestCa("CN=Bridge");
        TestCa otherRoot = new TestCa("CN=Other Root");
        TestCa otherIssuing = new TestCa("CN=Other Issuing");
        Certificate target = otherIssuing.person("CN=Partner");

        PathReport report =
                trusting(rootCertificate)
                        .knowing(
                                root.certify(bridge),
                                bridge.certify(root),
                                bridge.certify(otherRoot),
                                otherRoot.certify(bridge),
                                otherRoot.certify(otherIssuing),
                                otherRoot.selfSigned())
                        .validate(target);

        assertThat(report.valid()).as("%s", report.rejected()).isTrue();
        assertThat(report.path()).hasSize(5);
    }

    @Test
    void validateShouldAcceptKeyRollover() {
        TestCa renewed = new TestCa(root.name(), TestCa.newKeys());
        Certificate newUnderOld = root.certify(renewed);
        Certificate target = renewed.person("CN=After Rollover");

        assertThat(trusting(rootCertificate).knowing(newUnderOld).validate(target).valid())
                .isTrue();
    }

    @Test
    void validateShouldEndInLoops() {
        TestCa other = new TestCa("CN=Loop");

        assertThat(
                        reasons(
                                trusting(rootCertificate)
                                        .knowing(other.certify(issuing), issuing.certify(other))
                                        .validate(person)))
                .containsExactly("untrusted");
    }

    @Test
    void validateShouldJudgeAtTheGivenTime() {
        Instant later = NOW.plus(Duration.ofDays(400));
        BuildingPathValidator validator =
                trusting(rootCertificate).knowing(issuingCertificate).build();

        assertThat(reasons(validator.validate(person, PathQuery.at(later, RevocationMode.OFF))))
                .containsExactly("expired");
        assertThat(
                        reasons(
                                validator.validate(
                                        person,
                                        PathQuery.at(
                                                NOW.minus(Duration.ofDays(400)),
                                                RevocationMode.OFF))))
                .containsExactly("not-yet-valid");
    }

    @Test
    void validateShouldEndTrustWithTheAnchorUnlessToldOtherwise() {
        Certificate old =
                root.issue(root)
                        .ca()
                        .valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
                        .sign();
        PathRules lenient = new PathRules(false, true, true, PathLimits.DEFAULT);

        assertThat(reasons(trusting(old).knowing(issuingCertificate).validate(person)))
                .containsExactly("expired");
        assertThat(
                        trusting(old)
                                .knowing(issuingCertificate)
                                .rules(lenient)
                                .validate(person)
                                .valid())
                .isTrue();
    }

    @Test
    void validateShouldApplyAnAnchorsConstraintsUnlessToldOtherwise() {
        Certificate constrained = root.issue(root).ca(0).sign();
        PathRules lenient = new PathRules(true, false, true, PathLimits.DEFAULT);

        assertThat(reasons(trusting(constrained).knowing(issuingCertificate).validate(person)))
                .containsExactly("path-length");
        assertThat(
                        trusting(constrained)
                                .knowing(issuingCertificate)
                                .rules(lenient)
                                .validate(person)
                                .valid())
                .isTrue();
    }

    @Test
    void validateShouldChainExtendedKeyUsageUnlessToldOtherwise() {
        Certificate forServers =
                root.issue(issuing)
                        .ca()
                        .with(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .sign();
        PathRules lenient = new PathRules(true, true, false, PathLimits.DEFAULT);

        assertThat(reasons(trusting(rootCertificate).knowing(forServers).validate(person)))
                .containsExactly("extended-key-usage");
        assertThat(
                        trusting(rootCertificate)
                                .knowing(forServers)
                                .rules(lenient)
                                .validate(person)
                                .valid())
                .isTrue();
    }

    @Test
    void validateShouldRefuseAnIssuerThatIsNoCa() {
        Certificate noCa = root.issue(issuing).sign();

        assertThat(reasons(trusting(rootCertificate).knowing(noCa).validate(person)))
                .containsExactly("not-a-ca");
    }

    @Test
    void validateShouldRefuseAnUnknownCriticalExtension() {
        Certificate odd =
                root.issue(new TestCa("CN=Odd"))
                        .with(new ASN1ObjectIdentifier("1.2.3.4.5"), true, DERNull.INSTANCE)
                        .sign();

        assertThat(reasons(trusting(rootCertificate).validate(odd)))
                .containsExactly("critical-extension");
    }

    @Test
    void validateShouldGiveAResultForAMalformedIssuerKey() {
        SubjectPublicKeyInfo garbage =
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(
                                X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1),
                        new byte[] {4, 1, 2, 3});
        Certificate broken = root.issue(issuing).ca().key(garbage).sign();

        assertThat(reasons(trusting(rootCertificate).knowing(broken).validate(person)))
                .containsExactly("malformed-certificate");
    }

    @Test
    void validateShouldGiveAResultForAMalformedExtension() {
        Certificate broken =
                root.issue(issuing)
                        .ca()
                        .with(Extension.nameConstraints, true, new DEROctetString(KEY_ID))
                        .sign();

        assertThat(reasons(trusting(rootCertificate).knowing(broken).validate(person)))
                .containsExactly("malformed-certificate");
    }
}
