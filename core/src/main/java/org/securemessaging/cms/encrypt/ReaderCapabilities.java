package org.securemessaging.cms.encrypt;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeCapabilities;

/**
 * What a recipient's mail program can read. Immutable and thread safe.
 *
 * @param ciphers how content may be encrypted; perhaps none of those that are written
 * @param derivedKey whether it derives content-encryption keys with HKDF (RFC 9709 §5)
 */
public record ReaderCapabilities(Set<ContentCipher> ciphers, boolean derivedKey) {
    /** RFC 9709 §2: id-alg-cek-hkdf-sha256. */
    private static final ASN1ObjectIdentifier CEK_HKDF_SHA256 =
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.3.31");

    private static final Set<ContentCipher> SINCE_3_2 =
            EnumSet.of(
                    ContentCipher.AES_256_CBC,
                    ContentCipher.AES_192_CBC,
                    ContentCipher.AES_128_CBC);

    /** Copies the set. */
    public ReaderCapabilities {
        ciphers = Set.copyOf(ciphers);
    }

    /**
     * What a program says of itself, as a directory or an earlier signature told it. What is not
     * known here is passed over.
     *
     * @param said what it says
     * @return the capabilities
     */
    public static ReaderCapabilities of(SmimeCapabilities said) {
        Set<ContentCipher> ciphers = EnumSet.noneOf(ContentCipher.class);
        boolean derivedKey = false;
        for (AlgorithmIdentifier capability : said.algorithms()) {
            ContentCipher.ofOid(capability.getAlgorithm()).ifPresent(ciphers::add);
            derivedKey |= capability.getAlgorithm().equals(CEK_HKDF_SHA256);
        }
        return new ReaderCapabilities(ciphers, derivedKey);
    }

    /**
     * What a recipient says, or else may be expected to read. A program that names none of today's
     * ciphers is taken for one that says nothing: RFC 8551 §2.7 demands AES of all since 3.1.
     *
     * @param said what the recipient's program says, if anything
     * @param certificate the recipient's certificate
     * @return the capabilities, at least one cipher among them
     */
    public static ReaderCapabilities of(Optional<SmimeCapabilities> said, Certificate certificate) {
        return said.map(ReaderCapabilities::of)
                .filter(reads -> !reads.ciphers().isEmpty())
                .orElseGet(() -> assumedOf(certificate));
    }

    /**
     * What may be expected of a recipient whose program has said nothing: AES in CBC, as every
     * program has it since S/MIME 3.2; and the authenticated ciphers besides where the key is of a
     * kind that came with S/MIME 4.0 or later.
     *
     * @param certificate the recipient's certificate
     * @return the capabilities
     */
    public static ReaderCapabilities assumedOf(Certificate certificate) {
        ASN1ObjectIdentifier key =
                certificate.holder().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        Set<ContentCipher> ciphers = EnumSet.copyOf(SINCE_3_2);
        if (key.equals(EdECObjectIdentifiers.id_X25519)
                || key.equals(EdECObjectIdentifiers.id_X448)
                || key.on(NISTObjectIdentifiers.kems)) {
            ciphers.add(ContentCipher.AES_256_GCM);
            ciphers.add(ContentCipher.AES_128_GCM);
        }
        return new ReaderCapabilities(ciphers, false);
    }
}
