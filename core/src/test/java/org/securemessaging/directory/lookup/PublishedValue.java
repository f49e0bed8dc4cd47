package org.securemessaging.directory.lookup;

import java.security.KeyPair;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.bouncycastle.asn1.smime.SMIMECapabilitiesAttribute;
import org.bouncycastle.asn1.smime.SMIMECapabilityVector;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.trust.TestCa;

/** Values of userSMIMECertificate as Outlook and others write them. */
final class PublishedValue {
    private PublishedValue() {}

    /** Signed with a key, perhaps not that of the first certificate, with capabilities. */
    static byte[] of(KeyPair signer, List<Certificate> certificates, String... capabilities)
            throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSignerInfoGeneratorBuilder(
                                new JcaDigestCalculatorProviderBuilder()
                                        .setProvider(TestCa.BC)
                                        .build())
                        .setSignedAttributeGenerator(
                                new DefaultSignedAttributeTableGenerator(table(capabilities)))
                        .build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .setProvider(TestCa.BC)
                                        .build(signer.getPrivate()),
                                certificates.get(0).holder()));
        generator.addCertificates(
                new JcaCertStore(certificates.stream().map(Certificate::holder).toList()));
        return generator.generate(new CMSProcessableByteArray(new byte[0]), false).getEncoded();
    }

    private static AttributeTable table(String... capabilities) {
        SMIMECapabilityVector vector = new SMIMECapabilityVector();
        for (String capability : capabilities) {
            vector.addCapability(new ASN1ObjectIdentifier(capability));
        }
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(
                new Attribute(
                        SMIMEAttributes.smimeCapabilities,
                        new DERSet(
                                new SMIMECapabilitiesAttribute(vector)
                                        .getAttrValues()
                                        .getObjectAt(0))));
        return new AttributeTable(attributes);
    }
}
