package org.securemessaging.cms.sign;

import java.util.Objects;
import org.securemessaging.cms.DigestAlgorithm;

/**
 * How signatures are made. Immutable and thread safe.
 *
 * @param digest the digest for keys that leave the choice: RSA and elliptic curves; a curve of more
 *     than 256 bits gets a SHA-2 of its own length instead of a shorter one. EdDSA, ML-DSA and
 *     SLH-DSA have digests of their own
 * @param pss whether RSA keys that may do both sign with RSASSA-PSS rather than PKCS #1 v1.5
 * @param chain which certificates go along
 */
public record SigningSettings(DigestAlgorithm digest, boolean pss, ChainInclusion chain) {
    /** SHA-256, PKCS #1 v1.5, and the chain without its root: what every reader knows. */
    public static final SigningSettings DEFAULT =
            new SigningSettings(DigestAlgorithm.SHA_256, false, ChainInclusion.WITHOUT_ROOT);

    /** Checks that nothing is null. */
    public SigningSettings {
        Objects.requireNonNull(digest);
        Objects.requireNonNull(chain);
    }
}
