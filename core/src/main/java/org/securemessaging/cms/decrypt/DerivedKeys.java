package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.securemessaging.cms.CmsFormatException;

/**
 * Whether the content's key is derived from the one that recipients get (RFC 9709), which keeps a
 * content from being passed off as one of another cipher. Immutable and thread safe.
 *
 * @param algorithm the cipher's own identifier
 * @param derived whether the key is derived
 */
record DerivedKeys(AlgorithmIdentifier algorithm, boolean derived) {
    private static final byte[] SALT =
            "The Cryptographic Message Syntax".getBytes(StandardCharsets.US_ASCII);

    /**
     * Looks at a contentEncryptionAlgorithm.
     *
     * @throws CmsFormatException if it derives keys and does not say for which cipher
     */
    static DerivedKeys of(AlgorithmIdentifier outer) {
        if (!outer.getAlgorithm().equals(CMSObjectIdentifiers.id_alg_cek_hkdf_sha256)) {
            return new DerivedKeys(outer, false);
        }
        try {
            AlgorithmIdentifier inner = AlgorithmIdentifier.getInstance(outer.getParameters());
            if (inner != null) {
                return new DerivedKeys(inner, true);
            }
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed parameters of key derivation", e);
        }
        throw new CmsFormatException("key derivation without a cipher");
    }

    /** The cipher's key; what is given is overwritten if it is another one. */
    byte[] key(byte[] received) {
        if (!derived) {
            return received;
        }
        byte[] key = new byte[received.length];
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(received, SALT, info()));
        hkdf.generateBytes(key, 0, key.length);
        Arrays.fill(received, (byte) 0);
        return key;
    }

    private byte[] info() {
        try {
            return algorithm.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new CmsFormatException("a cipher identifier that has no DER form", e);
        }
    }
}
