package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.junit.jupiter.api.Test;

class SignedAttributesTest {
    @Test
    void verifyShouldTakeProperAttributes() {
        assertThat(HandMade.proper().verify()).isEqualTo("intact");
    }

    @Test
    void verifyShouldTakeDigestAlgorithmsThatAreEmpty() {
        assertThat(HandMade.proper().unannounced().verify()).isEqualTo("intact");
    }

    @Test
    void verifyShouldFailWhenAttributesAreEmpty() {
        assertThat(HandMade.withEmptyAttributes().verify())
                .isEqualTo("broken attributes-invalid attributes-invalid attributes-invalid");
    }

    @Test
    void verifyShouldFailWhenContentTypeDiffers() {
        assertThat(
                        HandMade.proper()
                                .replacing(
                                        CMSAttributes.contentType, CMSObjectIdentifiers.signedData)
                                .verify())
                .isEqualTo("broken content-type-mismatch");
        assertThat(HandMade.proper().contentType(CMSObjectIdentifiers.compressedData).verify())
                .isEqualTo("broken content-type-mismatch");
    }

    @Test
    void verifyShouldFailWhenAnAttributeIsMissingOrMalformed() {
        assertThat(HandMade.proper().replacing(CMSAttributes.contentType).verify())
                .isEqualTo("broken attributes-invalid");
        assertThat(HandMade.proper().replacing(CMSAttributes.messageDigest).verify())
                .isEqualTo("broken attributes-invalid");
        assertThat(
                        HandMade.proper()
                                .replacing(CMSAttributes.messageDigest, new DERUTF8String("digest"))
                                .verify())
                .isEqualTo("broken attributes-invalid");
        assertThat(
                        HandMade.proper()
                                .attribute(
                                        CMSAttributes.signingTime, new DERPrintableString("noon"))
                                .verify())
                .isEqualTo("broken attributes-invalid");
    }

    @Test
    void verifyShouldFailWhenAnAttributeIsThereTwice() {
        ASN1Encodable digest = new DEROctetString(HandMade.sha256(HandMade.CONTENT));

        assertThat(HandMade.proper().attribute(CMSAttributes.messageDigest, digest).verify())
                .isEqualTo("broken attributes-invalid");
        assertThat(
                        HandMade.proper()
                                .replacing(
                                        CMSAttributes.messageDigest,
                                        digest,
                                        new DEROctetString(new byte[32]))
                                .verify())
                .isEqualTo("broken attributes-invalid");
        assertThat(
                        HandMade.proper()
                                .attribute(SMIMEAttributes.smimeCapabilities, new DERSequence())
                                .attribute(SMIMEAttributes.smimeCapabilities, new DERSequence())
                                .verify())
                .isEqualTo("broken attributes-invalid");
    }

    @Test
    void verifyShouldFailWhenAnAttributeIsInTheWrongSet() {
        assertThat(
                        HandMade.proper()
                                .unsigned(
                                        CMSAttributes.signingTime,
                                        new DERUTCTime(Date.from(Instant.EPOCH)))
                                .verify())
                .isEqualTo("broken attributes-invalid");
        assertThat(
                        HandMade.proper()
                                .attribute(CMSAttributes.counterSignature, new DERSequence())
                                .verify())
                .isEqualTo("broken attributes-invalid");
    }

    @Test
    void verifyShouldNotHeedUnsignedAttributes() {
        assertThat(
                        HandMade.proper()
                                .unsigned(
                                        PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                                        new DERUTF8String("nonsense"))
                                .verify())
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldTellTheSigningTime() {
        Instant time = Instant.parse("2026-05-04T03:02:01Z");
        byte[] der =
                HandMade.proper()
                        .attribute(CMSAttributes.signingTime, new Time(Date.from(time)))
                        .der();

        assertThat(Verifying.DEFAULT.enclosed(der).signers().get(0).signingTime()).contains(time);
    }

    /** RFC 5652 §5.4 wants DER; OpenSSL and NSS take the order sent, and so do we. */
    @Test
    void verifyShouldTakeAttributesSignedInTheOrderSent() {
        assertThat(
                        HandMade.proper()
                                .attribute(
                                        CMSAttributes.signingTime,
                                        new Time(Date.from(Instant.EPOCH)))
                                .unsorted()
                                .verify())
                .isEqualTo("intact");
    }

    @Test
    void verifyShouldFailWhenAttributesAreNeededAndAbsent() {
        assertThat(HandMade.withoutAttributes().verify()).isEqualTo("intact");
        assertThat(
                        HandMade.withoutAttributes()
                                .contentType(PKCSObjectIdentifiers.id_ct_authData)
                                .verify())
                .isEqualTo("broken attributes-invalid");
    }

    /** The signature is good, but it is over attributes and not over a message. */
    @Test
    void verifyShouldFailWhenTheContentIsASetOfAttributes() throws IOException {
        byte[] attributes = HandMade.proper().attributeOctets();

        assertThat(HandMade.withoutAttributes().content(attributes).verify())
                .isEqualTo("broken attributes-invalid");
    }

    @Test
    void verifyShouldCompareAlgorithmProtection() {
        assertThat(protectedBy(HandMade.digest(), HandMade.signature())).isEqualTo("intact");
        assertThat(
                        protectedBy(
                                new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512),
                                HandMade.signature()))
                .isEqualTo("broken algorithm-protection-mismatch");
        assertThat(
                        protectedBy(
                                HandMade.digest(),
                                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption)))
                .isEqualTo("broken algorithm-protection-mismatch");
        assertThat(
                        HandMade.proper()
                                .attribute(
                                        CMSAttributes.cmsAlgorithmProtect,
                                        new DERUTF8String("nonsense"))
                                .verify())
                .isEqualTo("broken attributes-invalid");
    }

    @Test
    void verifyShouldCompareSigningCertificate() throws IOException {
        byte[] certificate = HandMade.SIGNER.certificate().getEncoded();

        assertThat(version1(digest("SHA-1", certificate))).isEqualTo("intact");
        assertThat(version1(new byte[20])).isEqualTo("broken signing-certificate-mismatch");
    }

    @Test
    void verifyShouldCompareSigningCertificateV2ByEveryDigest() throws IOException {
        byte[] certificate = HandMade.SIGNER.certificate().getEncoded();
        for (DigestAlgorithm digest : DigestAlgorithm.values()) {
            byte[] hash = digest.newDigest(Layers.BOUNCY_CASTLE).digest(certificate);
            AlgorithmIdentifier identifier = new AlgorithmIdentifier(digest.oid());

            assertThat(version2(new ESSCertIDv2(identifier, hash)))
                    .as(digest.standardName())
                    .isEqualTo("intact");
            assertThat(version2(new ESSCertIDv2(identifier, Tampering.flipped(hash, 0))))
                    .as(digest.standardName())
                    .isEqualTo("broken signing-certificate-mismatch");
        }
    }

    @Test
    void verifyShouldSaySoWhenSigningCertificateV2HasAnUnknownDigest() {
        AlgorithmIdentifier unknown =
                new AlgorithmIdentifier(OIWObjectIdentifiers.md4WithRSAEncryption);

        assertThat(version2(new ESSCertIDv2(unknown, new byte[16])))
                .isEqualTo("broken unsupported-algorithm");
    }

    @Test
    void verifyShouldCompareIssuerAndSerialOfSigningCertificateV2() throws IOException {
        byte[] hash = HandMade.sha256(HandMade.SIGNER.certificate().getEncoded());

        assertThat(version2(new ESSCertIDv2(hash, issuerSerial("CN=Test CA", 10))))
                .isEqualTo("intact");
        assertThat(version2(new ESSCertIDv2(hash, issuerSerial("CN=Test CA", 11))))
                .isEqualTo("broken signing-certificate-mismatch");
        assertThat(version2(new ESSCertIDv2(hash, issuerSerial("CN=Other CA", 10))))
                .isEqualTo("broken signing-certificate-mismatch");
    }

    @Test
    void verifyShouldHeedTheFirstCertificateOfSigningCertificateV2Only() throws IOException {
        ESSCertIDv2 signer =
                new ESSCertIDv2(HandMade.sha256(HandMade.SIGNER.certificate().getEncoded()));
        ESSCertIDv2 other = new ESSCertIDv2(new byte[32]);

        assertThat(version2(signer, other)).isEqualTo("intact");
        assertThat(version2(other, signer)).isEqualTo("broken signing-certificate-mismatch");
    }

    @Test
    void verifyShouldFailWhenSigningCertificateIsMalformed() {
        assertThat(
                        HandMade.proper()
                                .attribute(
                                        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                                        new DERSequence(new DERSequence()))
                                .verify())
                .isEqualTo("broken attributes-invalid");
    }

    private static String protectedBy(AlgorithmIdentifier digest, AlgorithmIdentifier signature) {
        return HandMade.proper()
                .attribute(
                        CMSAttributes.cmsAlgorithmProtect,
                        new CMSAlgorithmProtection(
                                digest, CMSAlgorithmProtection.SIGNATURE, signature))
                .verify();
    }

    private static String version1(byte[] hash) {
        return HandMade.proper()
                .attribute(
                        PKCSObjectIdentifiers.id_aa_signingCertificate,
                        new SigningCertificate(new ESSCertID(hash)))
                .verify();
    }

    private static String version2(ESSCertIDv2... ids) {
        return HandMade.proper()
                .attribute(
                        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                        new SigningCertificateV2(ids))
                .verify();
    }

    private static byte[] digest(String name, byte[] octets) {
        return DigestAlgorithm.named(name)
                .orElseThrow()
                .newDigest(Layers.BOUNCY_CASTLE)
                .digest(octets);
    }

    private static IssuerSerial issuerSerial(String issuer, int serial) {
        return new IssuerSerial(
                new GeneralNames(new GeneralName(new X500Name(issuer))),
                java.math.BigInteger.valueOf(serial));
    }

    @Test
    void attributesShouldBeLimited() {
        HandMade made = HandMade.proper();
        for (int i = 0; i < 63; i++) {
            made.attribute(SMIMEAttributes.smimeCapabilities.branch("9." + i), new DERSequence());
        }

        assertThat(made.verify()).isEqualTo("broken limit-exceeded");
    }
}
