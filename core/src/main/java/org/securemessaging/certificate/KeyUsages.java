package org.securemessaging.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Judges what an end entity's key may be used for in mail (RFC 8550 §4.4.2, §4.4.4). Thread safe.
 */
public final class KeyUsages {
    private KeyUsages() {}

    /**
     * Whether a certificate's key may sign mail: keyUsage, if there, has digitalSignature or
     * nonRepudiation, and extKeyUsage, if there, has emailProtection or anyExtendedKeyUsage.
     *
     * @param certificate the signer's certificate
     * @return what forbids it; empty if nothing does
     */
    public static List<Finding> forSigning(Certificate certificate) {
        return judge(
                certificate,
                KeyUsage.digitalSignature,
                KeyUsage.nonRepudiation,
                "keyUsage allows neither digitalSignature nor nonRepudiation");
    }

    /**
     * Whether mail may be encrypted to a certificate's key: the key is of a kind that encrypts;
     * keyUsage, if there, has what this kind needs (keyAgreement for elliptic curves and
     * Diffie-Hellman, else keyEncipherment, or dataEncipherment as some CAs wrote for RSA); and
     * extKeyUsage, if there, has emailProtection or anyExtendedKeyUsage.
     *
     * @param certificate the recipient's certificate
     * @return what forbids it; empty if nothing does
     */
    public static List<Finding> forEncryption(Certificate certificate) {
        return switch (EncryptionKey.of(certificate)) {
            case AGREES ->
                    judge(
                            certificate,
                            KeyUsage.keyAgreement,
                            KeyUsage.keyAgreement,
                            "keyUsage does not allow keyAgreement");
            case TRANSPORTS ->
                    judge(
                            certificate,
                            KeyUsage.keyEncipherment,
                            KeyUsage.dataEncipherment,
                            "keyUsage allows neither keyEncipherment nor dataEncipherment");
            case SIGNS_ONLY ->
                    List.of(Finding.of(ReasonCode.KEY_USAGE, "a key of this kind only signs"));
        };
    }

    private static List<Finding> judge(
            Certificate certificate, int either, int or, String complaint) {
        try {
            CertificateExtensions extensions = CertificateExtensions.of(certificate);
            List<Finding> findings = new ArrayList<>();
            if (!allows(extensions.keyUsage(), either, or)) {
                findings.add(Finding.of(ReasonCode.KEY_USAGE, complaint));
            }
            if (!protectsMail(extensions.extendedKeyUsage())) {
                findings.add(
                        Finding.of(
                                ReasonCode.EXTENDED_KEY_USAGE,
                                "extKeyUsage has neither emailProtection nor anyExtendedKeyUsage"));
            }
            return List.copyOf(findings);
        } catch (CertificateFormatException e) {
            return List.of(Finding.of(ReasonCode.MALFORMED_CERTIFICATE, e.getMessage()));
        }
    }

    private static boolean allows(Optional<KeyUsage> usage, int either, int or) {
        return usage.map(bits -> bits.hasUsages(either) || bits.hasUsages(or)).orElse(true);
    }

    private static boolean protectsMail(Optional<Set<String>> purposes) {
        return purposes.map(
                        set ->
                                set.contains(KeyPurposeId.id_kp_emailProtection.getId())
                                        || set.contains(KeyPurposeId.anyExtendedKeyUsage.getId()))
                .orElse(true);
    }
}
