package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.trust.TestCa.NOW;
import static org.securemessaging.trust.Validators.reasons;
import static org.securemessaging.trust.Validators.trusting;

import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.SmtpUtf8Mailboxes;

final class PolicyAndNamesTest {
    private static final ASN1ObjectIdentifier P1 = new ASN1ObjectIdentifier("1.2.3.1");
    private static final ASN1ObjectIdentifier P2 = new ASN1ObjectIdentifier("1.2.3.2");
    private static final ASN1ObjectIdentifier Q = new ASN1ObjectIdentifier("1.2.3.9");

    private final TestCa root = new TestCa("CN=Root,O=Test");
    private final TestCa ca = new TestCa("CN=Issuing,O=Test");
    private final Certificate rootCertificate = root.selfSigned();

    @ParameterizedTest
    @CsvSource({"1.2.3.2,true", "1.2.3.1,true", "2.5.29.32.0,true", "1.2.3.9,false"})
    void validateShouldKeepBothParentsOfAPolicyThatTwoAreMappedTo(String initial, boolean valid) {
        CertPolicyId[] from = {CertPolicyId.getInstance(P1), CertPolicyId.getInstance(P2)};
        CertPolicyId[] to = {CertPolicyId.getInstance(Q), CertPolicyId.getInstance(Q)};
        Certificate mapping =
                root.issue(ca)
                        .ca()
                        .with(Extension.certificatePolicies, false, policies(P1, P2))
                        .with(Extension.policyMappings, true, new PolicyMappings(from, to))
                        .sign();
        Certificate target =
                ca.issue(new TestCa("CN=Target"))
                        .with(Extension.certificatePolicies, false, policies(Q))
                        .sign();
        PathQuery query =
                PathQuery.at(NOW, RevocationMode.OFF)
                        .with(new PolicyInputs(Set.of(initial), true, false, false));

        PathReport report =
                trusting(rootCertificate).knowing(mapping).build().validate(target, query);

        assertThat(report.valid()).isEqualTo(valid);
        if (!valid) {
            assertThat(reasons(report)).containsExactly("certificate-policy");
        } else if (initial.equals(PolicyInputs.ANY_POLICY)) {
            assertThat(report.policies()).containsExactlyInAnyOrder(P1.getId(), P2.getId());
        } else {
            assertThat(report.policies()).containsExactly(initial);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "example.org,a@example.org,true",
        "example.org,a@sub.example.org,false",
        ".example.org,a@sub.example.org,true",
        ".example.org,a@example.org,false",
        "example.org,a@EXAMPLE.org,true",
        "example.org,a@example.org.evil,false",
        "example.org,a@xample.org,false",
        "a@example.org,a@example.org,true",
        "a@example.org,b@example.org,false"
    })
    void validateShouldConstrainMailAddresses(String permitted, String address, boolean valid) {
        GeneralName base = new GeneralName(GeneralName.rfc822Name, permitted);
        GeneralName name = new GeneralName(GeneralName.rfc822Name, address);

        assertConstrained(base, target(name), valid);
    }

    @ParameterizedTest
    @CsvSource({
        "example.org,ü@example.org,true",
        "xn--exmple-cua.org,ü@xn--exmple-cua.org,true",
        "example.org,ü@other.org,false",
        "example.org,ü@exämple.org,false",
        "ü@example.org,ü@example.org,false"
    })
    void validateShouldConstrainInternationalMailboxes(
            String permitted, String mailbox, boolean valid) {
        GeneralName base = new GeneralName(GeneralName.rfc822Name, permitted);
        OtherName other = new OtherName(SmtpUtf8Mailboxes.OID, new DERUTF8String(mailbox));

        assertConstrained(base, target(new GeneralName(GeneralName.otherName, other)), valid);
    }

    @ParameterizedTest
    @CsvSource({"a@example.org,true", "a@other.org,false"})
    void validateShouldConstrainTheLegacyAddressInTheSubject(String address, boolean valid) {
        GeneralName base = new GeneralName(GeneralName.rfc822Name, "example.org");
        Certificate target = ca.issue(new TestCa("CN=Target,E=" + address)).sign();

        assertConstrained(base, target, valid);
    }

    @ParameterizedTest
    @CsvSource({"'O=Inside,CN=Target',true", "'O=Outside,CN=Target',false", "CN=Target,false"})
    void validateShouldConstrainDirectoryNames(String subject, boolean valid) {
        GeneralName base = new GeneralName(GeneralName.directoryName, "O=Inside");

        assertConstrained(base, ca.issue(new TestCa(subject)).sign(), valid);
    }

    @Test
    void validateShouldRefuseAFormThatCannotBeCompared() {
        GeneralName base = new GeneralName(GeneralName.registeredID, "1.2.3");
        GeneralName name = new GeneralName(GeneralName.registeredID, "1.2.3.4");

        assertConstrained(base, target(name), false);
    }

    private void assertConstrained(GeneralName base, Certificate target, boolean valid) {
        Certificate constrained =
                root.issue(ca)
                        .ca()
                        .with(
                                Extension.nameConstraints,
                                true,
                                new NameConstraints(
                                        new GeneralSubtree[] {new GeneralSubtree(base)}, null))
                        .sign();

        PathReport report = trusting(rootCertificate).knowing(constrained).validate(target);

        if (valid) {
            assertThat(reasons(report)).isEmpty();
        } else {
            assertThat(reasons(report)).containsExactly("name-constraints");
        }
    }

    private Certificate target(GeneralName name) {
        return ca.issue(new TestCa("CN=Target"))
                .with(Extension.subjectAlternativeName, false, new GeneralNames(name))
                .sign();
    }

    private static CertificatePolicies policies(ASN1ObjectIdentifier... oids) {
        return new CertificatePolicies(
                Arrays.stream(oids).map(PolicyInformation::new).toArray(PolicyInformation[]::new));
    }
}
