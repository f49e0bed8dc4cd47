package org.securemessaging.keys;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.KeyUsages;
import org.securemessaging.cms.decrypt.KemAlgorithm;

/** What a key in the vault may be used for. Immutable and thread safe. */
public enum KeyPurpose {
    /** Mail is signed with it, as long as its certificate is valid. */
    SIGN,
    /** Mail is decrypted with it, for ever. */
    DECRYPT;

    private static final Set<ASN1ObjectIdentifier> BOTH =
            Set.of(PKCSObjectIdentifiers.rsaEncryption, X9ObjectIdentifiers.id_ecPublicKey);

    private static final Set<ASN1ObjectIdentifier> DECRYPT_ONLY =
            Set.of(
                    EdECObjectIdentifiers.id_X25519,
                    EdECObjectIdentifiers.id_X448,
                    PKCSObjectIdentifiers.id_RSAES_OAEP,
                    PKCSObjectIdentifiers.id_rsa_KEM);

    /**
     * The purposes of a certificate's key. Signing is allowed by keyUsage and extKeyUsage (RFC 8550
     * §4.4.2, §4.4.4). Decrypting asks for keyUsage alone: mail that someone did encrypt to the key
     * shall be read.
     *
     * @param certificate the key's certificate
     * @return the purposes; none for a key that is of no use for mail
     */
    public static Set<KeyPurpose> of(Certificate certificate) {
        ASN1ObjectIdentifier algorithm =
                certificate.holder().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        Set<KeyPurpose> purposes = EnumSet.noneOf(KeyPurpose.class);
        boolean decryptOnly =
                DECRYPT_ONLY.contains(algorithm)
                        || KemAlgorithm.of(algorithm) != KemAlgorithm.UNKNOWN;
        if (!decryptOnly && KeyUsages.forSigning(certificate).isEmpty()) {
            purposes.add(SIGN);
        }
        if ((decryptOnly || BOTH.contains(algorithm)) && decryptingAllowed(certificate)) {
            purposes.add(DECRYPT);
        }
        return Set.copyOf(purposes);
    }

    /**
     * The word in output.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean decryptingAllowed(Certificate certificate) {
        try {
            Optional<KeyUsage> usage = CertificateExtensions.of(certificate).keyUsage();
            return usage.map(
                            bits ->
                                    bits.hasUsages(KeyUsage.keyEncipherment)
                                            || bits.hasUsages(KeyUsage.keyAgreement)
                                            || bits.hasUsages(KeyUsage.dataEncipherment))
                    .orElse(true);
        } catch (CertificateFormatException e) {
            return false;
        }
    }
}
