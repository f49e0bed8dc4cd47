package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.trust.TestCa.NOW;
import static org.securemessaging.trust.Validators.reasons;
import static org.securemessaging.trust.Validators.trusting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.RevocationRules;

final class RevocationTest {
    private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));

    private final TestCa root = new TestCa("CN=Root,O=Test");
    private final Certificate rootCertificate = root.selfSigned();
    private final Certificate person = root.person("CN=Person");
    private final Certificate other = root.person("CN=Other");

    @Test
    void validateShouldAcceptWhatIsNotRevoked() {
        Crl crl = root.crl().revoke(other, YESTERDAY, CRLReason.superseded).sign();

        assertThat(required(crl).valid()).isTrue();
        assertThat(required(crl).findings()).isEmpty();
    }

    @Test
    void validateShouldRefuseWhatIsRevoked() {
        assertThat(reasons(required(revokingPerson(CRLReason.keyCompromise))))
                .containsExactly("revoked");
    }

    @Test
    void validateShouldRefuseWhatIsOnHold() {
        assertThat(reasons(required(revokingPerson(CRLReason.certificateHold))))
                .containsExactly("revoked");
    }

    @Test
    void validateShouldRefuseWhatIsRevokedWhateverTheMode() {
        Crl crl = revokingPerson(CRLReason.keyCompromise);

        assertThat(
                        reasons(
                                trusting(rootCertificate)
                                        .crls(crl)
                                        .validate(person, RevocationMode.PREFER)))
                .containsExactly("revoked");
        assertThat(trusting(rootCertificate).crls(crl).validate(person, RevocationMode.OFF).valid())
                .isTrue();
    }

    @Test
    void validateShouldMakeADifferenceByModeWithoutAnyCrl() {
        assertThat(reasons(required())).containsExactly("crl-unavailable");
        PathReport preferred = trusting(rootCertificate).validate(person, RevocationMode.PREFER);
        assertThat(preferred.valid()).isTrue();
        assertThat(preferred.findings())
                .extracting(finding -> finding.reason().code())
                .containsExactly("crl-unavailable");
    }

    @Test
    void validateShouldRefuseAnExpiredCrl() {
        assertThat(reasons(required(root.crl().due(NOW.minusSeconds(1)).sign())))
                .containsExactly("crl-expired");
    }

    @Test
    void validateShouldRefuseACrlOfTheFuture() {
        assertThat(reasons(required(root.crl().issued(NOW.plus(Duration.ofHours(1))).sign())))
                .containsExactly("crl-invalid");
    }

    @Test
    void validateShouldRefuseACrlThatIsNeverDueUnlessToldOtherwise() {
        Crl crl = root.crl().neverDue().sign();
        RevocationRules lenient =
                new RevocationRules(false, false, Duration.ZERO, Duration.ZERO, Duration.ofDays(1));

        assertThat(reasons(required(crl))).containsExactly("crl-invalid");
        assertThat(
                        trusting(rootCertificate)
                                .crls(crl)
                                .revocation(lenient)
                                .validate(person, RevocationMode.REQUIRE)
                                .valid())
                .isTrue();
    }

    @Test
    void validateShouldTakeALaterRevocationIntoAccountUnlessAskedAsOf() {
        Crl crl = revokingPerson(CRLReason.superseded);
        PathQuery before = PathQuery.at(NOW.minus(Duration.ofDays(3)), RevocationMode.REQUIRE);
        RevocationRules asOf =
                new RevocationRules(true, true, Duration.ZERO, Duration.ZERO, Duration.ofDays(1));

        assertThat(reasons(trusting(rootCertificate).crls(crl).build().validate(person, before)))
                .containsExactly("revoked");
        assertThat(
                        trusting(rootCertificate)
                                .crls(crl)
                                .revocation(asOf)
                                .build()
                                .validate(person, before)
                                .valid())
                .isTrue();
    }

    @Test
    void validateShouldRefuseACrlThatAnotherSigned() {
        TestCa impostor = new TestCa(root.name(), TestCa.newKeys());

        assertThat(reasons(required(impostor.crl().sign()))).containsExactly("crl-invalid");
    }

    @Test
    void validateShouldRefuseACrlWhoseSignerMayNotSignCrls() {
        Certificate anchor =
                root.issue(root)
                        .ca()
                        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                        .sign();

        assertThat(
                        reasons(
                                trusting(anchor)
                                        .crls(root.crl().sign())
                                        .validate(person, RevocationMode.REQUIRE)))
                .containsExactly("crl-invalid");
    }

    @Test
    void validateShouldAcceptACrlByAKeyOfItsOwn() {
        TestCa crlKey = new TestCa(root.name(), TestCa.newKeys());
        Certificate signer =
                root.issue(crlKey)
                        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign))
                        .sign();
        Crl revoking = crlKey.crl().revoke(person, YESTERDAY, CRLReason.keyCompromise).sign();

        assertThat(
                        trusting(rootCertificate)
                                .knowing(signer)
                                .crls(crlKey.crl().sign())
                                .validate(person, RevocationMode.REQUIRE)
                                .valid())
                .isTrue();
        assertThat(
                        reasons(
                                trusting(rootCertificate)
                                        .knowing(signer)
                                        .crls(revoking)
                                        .validate(person, RevocationMode.REQUIRE)))
                .containsExactly("revoked");
    }

    @Test
    void validateShouldCombineACrlWithItsDelta() {
        Crl base = root.crl().number(5).revoke(other, YESTERDAY, CRLReason.certificateHold).sign();
        Crl delta =
                root.crl()
                        .number(6)
                        .deltaTo(5)
                        .revoke(person, YESTERDAY, CRLReason.keyCompromise)
                        .revoke(other, YESTERDAY, CRLReason.removeFromCRL)
                        .sign();
        Crl tooNew = root.crl().number(8).deltaTo(7).revoke(person, YESTERDAY, 1).sign();

        assertThat(reasons(required(base, delta))).containsExactly("revoked");
        assertThat(
                        trusting(rootCertificate)
                                .crls(base, delta)
                                .validate(other, RevocationMode.REQUIRE)
                                .valid())
                .isTrue();
        assertThat(required(base, tooNew).valid()).isTrue();
    }

    @Test
    void validateShouldRefuseACrlForOthers() {
        Crl forCas =
                root.crl()
                        .with(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(null, false, true, null, false, false))
                        .sign();

        assertThat(reasons(required(forCas))).containsExactly("crl-invalid");
    }

    @Test
    void validateShouldRefuseACrlWithAnUnknownCriticalExtensionButBelieveARevocation() {
        ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4.5");
        Crl silent = root.crl().with(unknown, true, DERNull.INSTANCE).sign();
        Crl revoking =
                root.crl()
                        .with(unknown, true, DERNull.INSTANCE)
                        .revoke(person, YESTERDAY, CRLReason.keyCompromise)
                        .sign();

        assertThat(reasons(required(silent))).containsExactly("crl-invalid");
        assertThat(reasons(required(revoking))).containsExactly("revoked");
    }

    @Test
    void validateShouldUseCrlsOfTheMessage() {
        byte[] clean = root.crl().encoded();
        byte[] revoking = root.crl().revoke(person, YESTERDAY, CRLReason.keyCompromise).encoded();

        assertThat(reasons(withOffered(trusting(rootCertificate), clean))).isEmpty();
        assertThat(reasons(withOffered(trusting(rootCertificate), revoking)))
                .containsExactly("revoked");
        assertThat(reasons(withOffered(trusting(rootCertificate), new byte[] {0x30, 1})))
                .containsExactly("crl-unavailable");
    }

    @Test
    void validateShouldNotLetACrlOfTheMessageHideARevocationAndYetBelieveItsOwn() {
        Crl current = revokingPerson(CRLReason.keyCompromise);
        byte[] hiding = root.crl().issued(NOW.minusSeconds(10)).encoded();
        byte[] telling = root.crl().revoke(person, YESTERDAY, CRLReason.keyCompromise).encoded();

        assertThat(reasons(withOffered(trusting(rootCertificate).crls(current), hiding)))
                .containsExactly("revoked");
        assertThat(reasons(withOffered(trusting(rootCertificate).crls(root.crl().sign()), telling)))
                .containsExactly("revoked");
    }

    @Test
    void validateShouldNotAskForTheStatusOfWhatNeverHasOne() {
        Certificate shortLived =
                root.issue(new TestCa("CN=Short"))
                        .with(PathCertificate.Claims.NO_REV_AVAIL, false, DERNull.INSTANCE)
                        .sign();

        assertThat(trusting(rootCertificate).validate(shortLived, RevocationMode.REQUIRE).valid())
                .isTrue();
    }

    private Crl revokingPerson(int reason) {
        return root.crl().revoke(person, YESTERDAY, reason).sign();
    }

    private PathReport required(Crl... crls) {
        return trusting(rootCertificate).crls(crls).validate(person, RevocationMode.REQUIRE);
    }

    private PathReport withOffered(Validators validators, byte[] crl) {
        PathQuery query = PathQuery.at(NOW, RevocationMode.REQUIRE).with(List.of(), List.of(crl));
        return validators.build().validate(person, query);
    }
}
