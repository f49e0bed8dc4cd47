package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.trust.TestCa.NOW;
import static org.securemessaging.trust.Validators.trusting;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.operator.ContentSigner;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlFormatException;

/**
 * Certificates and CRLs that are malformed and yet rightly signed, so that every part of the engine
 * gets to see them: there is always a result.
 */
final class MalformedInputTest {
    private final TestCa root = new TestCa("CN=Root,O=Test");
    private final TestCa ca = new TestCa("CN=Issuing,O=Test");
    private final Certificate rootCertificate = root.selfSigned();

    @Test
    void validateShouldGiveAResultForEveryFlippedBitOfAnIntermediate() throws IOException {
        GeneralName mail = new GeneralName(GeneralName.rfc822Name, "example.org");
        Certificate intermediate =
                root.issue(ca)
                        .ca(3)
                        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                        .with(
                                Extension.nameConstraints,
                                true,
                                new NameConstraints(
                                        new GeneralSubtree[] {new GeneralSubtree(mail)}, null))
                        .with(
                                Extension.certificatePolicies,
                                false,
                                new CertificatePolicies(
                                        new PolicyInformation(
                                                new org.bouncycastle.asn1.ASN1ObjectIdentifier(
                                                        "1.2.3.4"))))
                        .with(
                                Extension.policyConstraints,
                                true,
                                new PolicyConstraints(java.math.BigInteger.TEN, null))
                        .with(Extension.cRLDistributionPoints, false, distributionPoints())
                        .sign();
        Certificate target = ca.person("CN=Person");
        int judged = 0;
        for (byte[] variant : resigned(intermediate.encoded(), root)) {
            try {
                Certificate flipped = Certificate.parse(variant);
                PathReport report =
                        trusting(rootCertificate)
                                .knowing(flipped)
                                .crls(root.crl().sign())
                                .validate(target, RevocationMode.REQUIRE);
                assertThat(report.valid()).isFalse();
                trusting(flipped).validate(target, RevocationMode.REQUIRE);
                judged++;
            } catch (CertificateFormatException e) {
                assertThat(e).hasMessageStartingWith("not an X.509 certificate");
            }
        }
        assertThat(judged).isGreaterThan(250);
    }

    @Test
    void validateShouldGiveAResultForEveryFlippedBitOfATargetsDistributionPoints()
            throws IOException {
        Certificate target =
                root.issue(new TestCa("CN=Person"))
                        .with(Extension.cRLDistributionPoints, false, distributionPoints())
                        .sign();
        int judged = 0;
        for (byte[] variant : resigned(target.encoded(), root)) {
            try {
                Certificate flipped = Certificate.parse(variant);
                trusting(rootCertificate)
                        .crls(root.crl().sign())
                        .validate(flipped, RevocationMode.REQUIRE);
                judged++;
            } catch (CertificateFormatException e) {
                assertThat(e).hasMessageStartingWith("not an X.509 certificate");
            }
        }
        assertThat(judged).isGreaterThan(200);
    }

    @Test
    void validateShouldGiveAResultForEveryFlippedBitOfACrl() throws IOException {
        Certificate person = root.person("CN=Person");
        byte[] crl =
                root.crl()
                        .number(7)
                        .with(
                                Extension.issuingDistributionPoint,
                                true,
                                new org.bouncycastle.asn1.x509.IssuingDistributionPoint(
                                        new DistributionPointName(names()),
                                        false,
                                        false,
                                        new ReasonFlags(ReasonFlags.keyCompromise),
                                        true,
                                        false))
                        .revoke(person, NOW.minusSeconds(60), 1)
                        .encoded();
        int judged = 0;
        for (byte[] variant : resigned(crl, root)) {
            try {
                Crl flipped = Crl.parse(variant);
                trusting(rootCertificate).crls(flipped).validate(person, RevocationMode.REQUIRE);
                judged++;
            } catch (CrlFormatException e) {
                assertThat(e).hasMessageStartingWith("not a CRL");
            }
        }
        assertThat(judged).isGreaterThan(50);
    }

    /** Variants of a signed structure with one bit flipped in what is signed, signed anew. */
    private static List<byte[]> resigned(byte[] structure, TestCa issuer) throws IOException {
        ASN1Sequence parts = ASN1Sequence.getInstance(structure);
        byte[] signed = parts.getObjectAt(0).toASN1Primitive().getEncoded();
        List<byte[]> variants = new ArrayList<>();
        for (int i = 4; i < signed.length; i++) {
            byte[] flipped = signed.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            if (isDer(flipped)) {
                ASN1EncodableVector vector = new ASN1EncodableVector();
                vector.add(ASN1Primitive.fromByteArray(flipped));
                vector.add(parts.getObjectAt(1));
                vector.add(new DERBitString(sign(flipped, issuer)));
                variants.add(new DERSequence(vector).getEncoded());
            }
        }
        return variants;
    }

    /** What is no ASN.1 any more other tests cut and flip, below the signature. */
    private static boolean isDer(byte[] octets) {
        try {
            ASN1Primitive.fromByteArray(octets);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] sign(byte[] octets, TestCa issuer) throws IOException {
        ContentSigner signer = issuer.signer();
        try (OutputStream out = signer.getOutputStream()) {
            out.write(octets);
        }
        return signer.getSignature();
    }

    private GeneralNames names() {
        return new GeneralNames(
                new GeneralName[] {
                    new GeneralName(GeneralName.uniformResourceIdentifier, "http://crl.example/"),
                    new GeneralName(root.name())
                });
    }

    private CRLDistPoint distributionPoints() {
        return new CRLDistPoint(
                new DistributionPoint[] {
                    new DistributionPoint(
                            new DistributionPointName(names()),
                            new ReasonFlags(ReasonFlags.keyCompromise),
                            new GeneralNames(new GeneralName(root.name())))
                });
    }
}
