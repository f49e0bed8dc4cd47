package org.securemessaging.cms;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.smime.SMIMECapabilitiesAttribute;
import org.bouncycastle.asn1.smime.SMIMECapability;
import org.bouncycastle.asn1.smime.SMIMECapabilityVector;
import org.bouncycastle.asn1.smime.SMIMEEncryptionKeyPreferenceAttribute;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.CollectionStore;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.trust.TestCa;

/**
 * Somebody with one key to sign and another to receive, who says so with each signature, and what
 * his mail program can do.
 */
public record ProfiledSigner(TestCa keys, Certificate signing, Certificate encryption) {
    /** How the certificate to encrypt to is named. */
    public enum Preference {
        SMIME,
        MICROSOFT,
        NONE
    }

    /** A person of a CA. */
    public static ProfiledSigner of(TestCa ca, String subject, String address) {
        TestCa signing = new TestCa(subject);
        return new ProfiledSigner(
                signing,
                issue(ca, signing, address, KeyUsage.digitalSignature),
                issue(ca, new TestCa(subject), address, KeyUsage.keyAgreement));
    }

    private static Certificate issue(TestCa ca, TestCa subject, String address, int usage) {
        return ca.issue(subject)
                .with(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)))
                .with(Extension.keyUsage, true, new KeyUsage(usage))
                .sign();
    }

    /** A detached signature. */
    public byte[] sign(byte[] content, Instant at, Preference preference, int capabilityBits) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .setProvider(TestCa.BC)
                            .setSignedAttributeGenerator(
                                    new DefaultSignedAttributeTableGenerator(
                                            attributes(at, preference, capabilityBits)))
                            .build("SHA256withECDSA", keys.keys().getPrivate(), signing.holder()));
            generator.addCertificates(
                    new CollectionStore<>(List.of(signing.holder(), encryption.holder())));
            return generator.generate(new CMSProcessableByteArray(content), false).getEncoded();
        } catch (OperatorCreationException | CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private AttributeTable attributes(Instant at, Preference preference, int capabilityBits) {
        SMIMECapabilityVector capabilities = new SMIMECapabilityVector();
        capabilities.addCapability(SMIMECapability.rC2_CBC, capabilityBits);
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(
                new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at)))));
        attributes.add(new SMIMECapabilitiesAttribute(capabilities));
        preference(preference).ifPresent(attributes::add);
        return new AttributeTable(attributes);
    }

    private Optional<Attribute> preference(Preference preference) {
        IssuerAndSerialNumber named =
                new IssuerAndSerialNumber(encryption.issuer(), encryption.serialNumber());
        return switch (preference) {
            case SMIME -> Optional.of(new SMIMEEncryptionKeyPreferenceAttribute(named));
            case MICROSOFT ->
                    Optional.of(new Attribute(EncryptionPreference.MICROSOFT, new DERSet(named)));
            case NONE -> Optional.empty();
        };
    }
}
