package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.trust.TestCa.NOW;
import static org.securemessaging.trust.Validators.reasons;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.revocation.Crl;
import org.securemessaging.trust.list.TrustList;
import org.securemessaging.trust.list.TrustListText;

/** What deny, allow and anchor entries do to paths, and what they must not do. */
final class TrustListTest {
    private static final Instant LAST_YEAR = NOW.minus(Duration.ofDays(400));
    private static final Instant LAST_WEEK = NOW.minus(Duration.ofDays(7));

    private final TestCa root = new TestCa("CN=Root,O=Test");
    private final TestCa middle = new TestCa("CN=Middle,O=Test");
    private final Certificate rootCertificate = root.selfSigned();
    private final Certificate middleCertificate = root.certify(middle);
    private final Certificate person = middle.person("CN=Person");

    @Test
    void validateShouldDenyWhicheverCertificateOfThePathIsNamed() {
        for (Certificate denied : List.of(person, middleCertificate, rootCertificate)) {
            assertThat(reasons(validate("deny " + denied.sha256() + " # stolen")))
                    .as(denied.toString())
                    .containsExactly("denied");
        }
        assertThat(validate("deny " + "0".repeat(64)).valid()).isTrue();
    }

    @Test
    void validateShouldSayWhyACertificateIsDenied() {
        assertThat(validate("deny " + person.sha256() + " # stolen in May").findings())
                .extracting(Finding::detail)
                .singleElement()
                .asString()
                .endsWith("is denied by the trust list: stolen in May");
    }

    @Test
    void validateShouldHeedADenyOnlyWhileItIsInForceAndForItsPurpose() {
        String deny = "deny " + middleCertificate.sha256();
        assertThat(validate(deny + " until=2026-06-01T12:00:00Z").valid()).isTrue();
        assertThat(validate(deny + " until=2026-06-01T12:00:01Z").valid()).isFalse();
        assertThat(validate(deny + " from=2026-06-01T12:00:00Z").valid()).isFalse();
        assertThat(validate(deny + " from=2026-06-01T12:00:01Z").valid()).isTrue();
        assertThat(validate(deny + " purpose=server,code").valid()).isTrue();
        assertThat(validate(deny + " purpose=server,email").valid()).isFalse();
    }

    @Test
    void validateShouldDenyATargetThatIsAnAnchorItself() {
        PathReport report =
                Validators.trusting(person).list(list("deny " + person.sha256())).validate(person);
        assertThat(reasons(report)).containsExactly("denied");
    }

    @Test
    void validateShouldDenyACertificateWhoseSignatureSomeoneRewrote() throws IOException {
        for (Certificate denied : List.of(person, middleCertificate)) {
            Certificate twin = twin(denied);
            Validators validators =
                    Validators.trusting(rootCertificate)
                            .knowing(denied.equals(person) ? middleCertificate : twin);
            Certificate target = denied.equals(person) ? twin : person;
            assertThat(twin.sha256()).isNotEqualTo(denied.sha256());
            assertThat(validators.validate(target).valid()).as("still signed").isTrue();
            assertThat(reasons(validators.list(list("deny " + denied.sha256())).validate(target)))
                    .containsExactly("denied");
        }
    }

    /** The other signature (r, n - s) that holds wherever (r, s) does. */
    private static Certificate twin(Certificate certificate) throws IOException {
        ASN1Sequence numbers = ASN1Sequence.getInstance(certificate.signature());
        BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
        BigInteger other = ECNamedCurveTable.getParameterSpec("P-256").getN().subtract(s);
        ASN1Encodable[] signature = {numbers.getObjectAt(0), new ASN1Integer(other)};
        ASN1Encodable[] parts = {
            ASN1Primitive.fromByteArray(certificate.signedOctets()),
            certificate.holder().getSignatureAlgorithm(),
            new DERBitString(new DERSequence(signature).getEncoded())
        };
        return Certificate.parse(new DERSequence(parts).getEncoded());
    }

    @Test
    void validateShouldLetADenyWinOverAnAllowOfTheSameCertificate() {
        for (Certificate both : List.of(person, middleCertificate, rootCertificate)) {
            assertThat(
                            reasons(
                                    validate(
                                            "allow "
                                                    + both.sha256()
                                                    + " accept=expired,unreachable\ndeny "
                                                    + both.sha256())))
                    .containsExactly("denied");
        }
    }

    @Test
    void validateShouldTakeACrossCertifiedWayAroundADeniedIntermediate() {
        TestCa otherRoot = new TestCa("CN=Other root");
        Certificate cross = otherRoot.certify(middle);
        Validators validators =
                Validators.trusting(rootCertificate, otherRoot.selfSigned())
                        .knowing(middleCertificate, cross);
        PathReport around =
                validators.list(list("deny " + middleCertificate.sha256())).validate(person);
        assertThat(around.valid()).isTrue();
        assertThat(around.path()).contains(cross).doesNotContain(middleCertificate);
        assertThat(
                        reasons(
                                validators
                                        .list(
                                                list(
                                                        "deny "
                                                                + middleCertificate.sha256()
                                                                + "\ndeny "
                                                                + cross.sha256()))
                                        .validate(person)))
                .containsExactly("denied");
    }

    @Test
    void validateShouldAcceptAnUnreachableChainOnlyIfAnAllowSaysSo() {
        String allow = "allow " + middleCertificate.sha256();
        assertThat(reasons(unanchored(allow))).containsExactly("untrusted");
        assertThat(reasons(unanchored(allow + " accept=expired"))).containsExactly("untrusted");
        PathReport report = unanchored(allow + " accept=unreachable");
        assertThat(report.valid()).isTrue();
        assertThat(tolerated(report)).contains("allowed");
        assertThat(report.path()).containsExactly(person, middleCertificate);
        PathReport alone = unanchored("allow " + person.sha256() + " accept=unreachable");
        assertThat(alone.valid()).isTrue();
        assertThat(tolerated(alone)).contains("allowed");
        assertThat(alone.path()).containsExactly(person);
    }

    @Test
    void validateShouldNotUseAnAllowThatHasLapsedOrIsForAnotherPurpose() {
        String allow = "allow " + person.sha256() + " accept=unreachable ";
        assertThat(unanchored(allow + "until=2026-06-02").valid()).isTrue();
        assertThat(reasons(unanchored(allow + "until=2026-06-01"))).containsExactly("untrusted");
        assertThat(reasons(unanchored(allow + "from=2026-06-02"))).containsExactly("untrusted");
        assertThat(reasons(unanchored(allow + "purpose=code"))).containsExactly("untrusted");
    }

    @Test
    void validateShouldNotTakeAnotherCertificateOfTheSameNameAndKeyForTheAllowedOne() {
        Certificate twin = root.certify(middle);
        PathReport report =
                Validators.trusting()
                        .knowing(twin)
                        .list(list("allow " + middleCertificate.sha256() + " accept=unreachable"))
                        .validate(person);
        assertThat(reasons(report)).containsExactly("untrusted");
    }

    @Test
    void validateShouldNotLetSomeoneElsesCertificateIssueBecauseItIsAllowed() {
        TestCa mallory = new TestCa("CN=Mallory");
        Certificate endEntity = middle.issue(mallory).sign();
        Certificate forged = mallory.person("CN=Person");
        PathReport report =
                Validators.trusting()
                        .knowing(endEntity, middleCertificate)
                        .list(list("allow " + endEntity.sha256() + " accept=unreachable,expired"))
                        .rules(new PathRules(false, false, false, PathLimits.DEFAULT))
                        .validate(forged);
        assertThat(reasons(report)).containsExactly("not-a-ca");
    }

    @Test
    void validateShouldLetTheDenyOfAnIssuerWinOverAnAllowBelowIt() {
        String list =
                "allow "
                        + person.sha256()
                        + " accept=unreachable\ndeny "
                        + rootCertificate.sha256();
        PathReport report =
                Validators.trusting()
                        .knowing(middleCertificate, rootCertificate)
                        .list(list(list))
                        .validate(person);
        assertThat(reasons(report)).containsExactly("denied");
    }

    @Test
    void validateShouldTolerateExpiryFromTheAllowedCertificateUpward() {
        Certificate oldMiddle = root.issue(middle).ca().valid(LAST_YEAR, LAST_WEEK).sign();
        Validators validators = Validators.trusting(rootCertificate).knowing(oldMiddle);
        assertThat(reasons(validators.validate(person))).containsExactly("expired");
        assertThat(reasons(validators.list(list("allow " + oldMiddle.sha256())).validate(person)))
                .containsExactly("expired");
        for (Certificate allowed : List.of(person, oldMiddle)) {
            PathReport report =
                    validators
                            .list(list("allow " + allowed.sha256() + " accept=expired"))
                            .validate(person);
            assertThat(report.valid()).isTrue();
            assertThat(tolerated(report)).contains("allowed");
        }
        Certificate oldPerson =
                middle.issue(new TestCa("CN=Person")).valid(LAST_YEAR, LAST_WEEK).sign();
        assertThat(
                        reasons(
                                validators
                                        .list(
                                                list(
                                                        "allow "
                                                                + oldMiddle.sha256()
                                                                + " accept=expired"))
                                        .validate(oldPerson)))
                .as("not downward")
                .containsExactly("expired");
    }

    @Test
    void validateShouldNotTolerateExpiryWhereOnlyAMissingAnchorIs() {
        Certificate old = middle.issue(new TestCa("CN=Old")).valid(LAST_YEAR, LAST_WEEK).sign();
        String allow = "allow " + old.sha256() + " accept=";
        Validators validators = Validators.trusting();
        assertThat(reasons(validators.list(list(allow + "unreachable")).validate(old)))
                .containsExactly("expired");
        assertThat(validators.list(list(allow + "unreachable,expired")).validate(old).valid())
                .isTrue();
        Certificate future =
                middle.issue(new TestCa("CN=Future"))
                        .valid(NOW.plusSeconds(9), NOW.plusSeconds(99))
                        .sign();
        assertThat(
                        reasons(
                                validators
                                        .list(
                                                list(
                                                        "allow "
                                                                + future.sha256()
                                                                + " accept=unreachable,expired"))
                                        .validate(future)))
                .containsExactly("not-yet-valid");
    }

    @Test
    void validateShouldAskForTheStatusOfAnAllowedCertificateWhereItsIssuerIsAtHand() {
        Crl crl = middle.crl().revoke(person, LAST_WEEK, 1).sign();
        Validators validators =
                Validators.trusting()
                        .list(list("allow " + person.sha256() + " accept=unreachable"))
                        .crls(crl);
        PathReport unknown = validators.validate(person, RevocationMode.REQUIRE);
        assertThat(unknown.valid()).isTrue();
        assertThat(tolerated(unknown)).contains("allowed", "revocation-unchecked");
        assertThat(
                        reasons(
                                validators
                                        .knowing(middleCertificate)
                                        .validate(person, RevocationMode.REQUIRE)))
                .containsExactly("revoked");
    }

    @Test
    void validateShouldRequireAStatusBelowAnAllowedIssuer() {
        Validators validators =
                Validators.trusting()
                        .knowing(middleCertificate)
                        .list(list("allow " + middleCertificate.sha256() + " accept=unreachable"));
        assertThat(reasons(validators.validate(person, RevocationMode.REQUIRE)))
                .containsExactly("crl-unavailable");
        assertThat(
                        reasons(
                                validators
                                        .crls(middle.crl().revoke(person, LAST_WEEK, 1).sign())
                                        .validate(person, RevocationMode.REQUIRE)))
                .containsExactly("revoked");
    }

    @Test
    void validateShouldNotHelpAPathThatReachesAnAnchorAndFails() {
        Validators validators =
                Validators.trusting(rootCertificate)
                        .knowing(middleCertificate)
                        .list(list("allow " + person.sha256() + " accept=unreachable"));
        assertThat(reasons(validators.validate(person, RevocationMode.REQUIRE)))
                .containsExactly("crl-unavailable");
    }

    @Test
    void validateShouldHoldAnAnchorToItsPurposeAndTime() {
        String anchor = "anchor " + rootCertificate.sha256();
        assertThat(validate(anchor).valid()).isTrue();
        assertThat(validate(anchor + " purpose=server,email").valid()).isTrue();
        assertThat(reasons(validate(anchor + " purpose=server")))
                .containsExactly("extended-key-usage");
        assertThat(validate(anchor + " until=2026-06-02").valid()).isTrue();
        assertThat(reasons(validate(anchor + " until=2026-06-01"))).containsExactly("untrusted");
        assertThat(reasons(validate(anchor + " until=2026-06-02\n" + anchor + " purpose=code")))
                .as("all constraints hold")
                .containsExactly("extended-key-usage");
    }

    @Test
    void validateShouldHoldAnAnchorToTargetsIssuedBeforeAnInstant() {
        String anchor = "anchor " + rootCertificate.sha256() + " issued-before=";
        Instant issued = person.holder().getNotBefore().toInstant();
        assertThat(validate(anchor + issued.plusSeconds(1)).valid()).isTrue();
        assertThat(reasons(validate(anchor + issued))).containsExactly("untrusted");
    }

    @Test
    void validateShouldHoldAnAnchorToMailNames() {
        Certificate member = mail("someone@example.org");
        String anchor = "anchor " + rootCertificate.sha256() + " ";
        assertThat(of(member, anchor + "permit=example.org").valid()).isTrue();
        assertThat(of(member, anchor + "permit=example.net,someone@example.org").valid()).isTrue();
        assertThat(reasons(of(member, anchor + "permit=example.net")))
                .containsExactly("name-constraints");
        assertThat(reasons(of(member, anchor + "permit=.example.org")))
                .containsExactly("name-constraints");
        assertThat(reasons(of(member, anchor + "exclude=example.org")))
                .containsExactly("name-constraints");
        assertThat(of(mail("a@mail.example.org"), anchor + "permit=.example.org").valid()).isTrue();
    }

    @Test
    void validateShouldHoldAnAnchorToItsConstraintsWhenItIsTheTarget() {
        Certificate self = mail("someone@example.org");
        Validators validators = Validators.trusting(self);
        assertThat(
                        reasons(
                                validators
                                        .list(list("anchor " + self.sha256() + " permit=a.test"))
                                        .validate(self)))
                .containsExactly("name-constraints");
        assertThat(
                        reasons(
                                validators
                                        .list(list("anchor " + self.sha256() + " purpose=code"))
                                        .validate(self)))
                .containsExactly("extended-key-usage");
    }

    @Test
    void validateShouldNotRememberAPathLongerThanAnEntryIsInForce() {
        PathValidator validator =
                new CachingPathValidator(
                        Validators.trusting(rootCertificate)
                                .knowing(middleCertificate)
                                .list(list("deny " + person.sha256() + " from=2026-06-02"))
                                .build(),
                        Duration.ofDays(10));
        assertThat(validator.validate(person, PathQuery.at(NOW, RevocationMode.OFF)).valid())
                .isTrue();
        assertThat(
                        reasons(
                                validator.validate(
                                        person,
                                        PathQuery.at(
                                                Instant.parse("2026-06-02T00:00:00Z"),
                                                RevocationMode.OFF))))
                .containsExactly("denied");
    }

    private PathReport validate(String list) {
        return of(person, list);
    }

    private PathReport of(Certificate target, String list) {
        return Validators.trusting(rootCertificate)
                .knowing(middleCertificate)
                .list(list(list))
                .validate(target);
    }

    private PathReport unanchored(String list) {
        return Validators.trusting().knowing(middleCertificate).list(list(list)).validate(person);
    }

    private Certificate mail(String address) {
        return middle.issue(new TestCa("CN=Member"))
                .with(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)))
                .sign();
    }

    private static TrustList list(String text) {
        return TrustListText.parse(text, "trust-list");
    }

    private static Set<String> tolerated(PathReport report) {
        Set<String> codes = new TreeSet<>();
        for (Finding finding : report.findings()) {
            if (finding.effect() == SignatureResult.PASS) {
                codes.add(finding.reason().code());
            }
        }
        return codes;
    }
}
