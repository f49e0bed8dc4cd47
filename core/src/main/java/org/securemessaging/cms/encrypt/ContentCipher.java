package org.securemessaging.cms.encrypt;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.securemessaging.cms.CmsType;

/**
 * How a message's content is encrypted. What is older than AES is read, never written. Immutable
 * and thread safe.
 */
public enum ContentCipher {
    /** RFC 5084 §3.2; what S/MIME 4.0 must be able to read (RFC 8551 §2.7). */
    AES_256_GCM("AES-256-GCM", CMSAlgorithm.AES256_GCM, 256, true),
    /** RFC 5084 §3.2; what S/MIME 4.0 must be able to read (RFC 8551 §2.7). */
    AES_128_GCM("AES-128-GCM", CMSAlgorithm.AES128_GCM, 128, true),
    /** RFC 8103. */
    CHACHA20_POLY1305("ChaCha20-Poly1305", CMSAlgorithm.ChaCha20Poly1305, 256, true),
    /** RFC 3565; for readers of S/MIME 3.2. */
    AES_256_CBC("AES-256-CBC", CMSAlgorithm.AES256_CBC, 256, false),
    /** RFC 3565; for readers of S/MIME 3.1. */
    AES_192_CBC("AES-192-CBC", CMSAlgorithm.AES192_CBC, 192, false),
    /** RFC 3565; what S/MIME 3.1 to 4.0 must be able to read (RFC 8551 §2.7). */
    AES_128_CBC("AES-128-CBC", CMSAlgorithm.AES128_CBC, 128, false);

    private final String word;
    private final String oid;
    private final int keyBits;
    private final boolean authenticated;

    ContentCipher(String word, ASN1ObjectIdentifier oid, int keyBits, boolean authenticated) {
        this.word = word;
        this.oid = oid.getId();
        this.keyBits = keyBits;
        this.authenticated = authenticated;
    }

    /**
     * The cipher with a name, as configurations and reports write it.
     *
     * @param word such as {@code AES-256-GCM}; letter case does not matter
     * @return the cipher, or empty if there is none of that name
     */
    public static Optional<ContentCipher> ofWord(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equalsIgnoreCase(word)).findFirst();
    }

    /**
     * The cipher with an object identifier.
     *
     * @param oid such as in SMIMECapabilities
     * @return the cipher, or empty if it is none of these
     */
    public static Optional<ContentCipher> ofOid(ASN1ObjectIdentifier oid) {
        return Arrays.stream(values()).filter(each -> each.oid.equals(oid.getId())).findFirst();
    }

    /**
     * The name.
     *
     * @return such as {@code AES-256-GCM}
     */
    public String word() {
        return word;
    }

    /**
     * The length of the content-encryption key.
     *
     * @return bits
     */
    public int keyBits() {
        return keyBits;
    }

    /**
     * Whether a change to the content shows.
     *
     * @return false for CBC, whose text an attacker can change (EFAIL)
     */
    public boolean authenticated() {
        return authenticated;
    }

    /**
     * The structure that the content goes into.
     *
     * @return authEnveloped-data for the authenticated ones, else enveloped-data
     */
    public CmsType structure() {
        return authenticated ? CmsType.AUTH_ENVELOPED_DATA : CmsType.ENVELOPED_DATA;
    }

    ASN1ObjectIdentifier oid() {
        return new ASN1ObjectIdentifier(oid);
    }
}
