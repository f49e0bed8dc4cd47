package org.securemessaging.cms.sign;

import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMEEncryptionKeyPreferenceAttribute;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.KeyUsages;
import org.securemessaging.cms.SmimeCapabilities;

/** What answers may be encrypted with, and to which key (RFC 8551 §2.5.2, §2.5.3). */
final class Capabilities {
    /** RFC 8551 §2.7: what every reader of S/MIME 4.0 can decrypt, the preferred first. */
    static final SmimeCapabilities CIPHERS =
            new SmimeCapabilities(
                    Stream.of(
                                    NISTObjectIdentifiers.id_aes256_GCM,
                                    NISTObjectIdentifiers.id_aes128_GCM,
                                    NISTObjectIdentifiers.id_aes256_CBC,
                                    NISTObjectIdentifiers.id_aes128_CBC)
                            .map(AlgorithmIdentifier::new)
                            .toList());

    private Capabilities() {}

    /** The certificate to encrypt to: the one given, else the signer's own if it is for that. */
    static Optional<Attribute> preference(Certificate signer, Optional<Certificate> encryption) {
        return encryption
                .or(() -> Optional.of(signer).filter(Capabilities::encrypts))
                .map(
                        certificate ->
                                new SMIMEEncryptionKeyPreferenceAttribute(
                                        new IssuerAndSerialNumber(
                                                certificate.issuer(), certificate.serialNumber())))
                .map(attribute -> Attribute.getInstance(attribute.toASN1Primitive()));
    }

    private static boolean encrypts(Certificate certificate) {
        ASN1ObjectIdentifier key =
                certificate.holder().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        boolean possible =
                key.equals(PKCSObjectIdentifiers.rsaEncryption)
                        || key.equals(X9ObjectIdentifiers.id_ecPublicKey);
        return possible && KeyUsages.forEncryption(certificate).isEmpty();
    }
}
