package org.securemessaging.cms;

/**
 * What a CMS structure may cost besides its content, whose size the spool limits. Beyond any of
 * these the structure is not judged and the finding is {@code LIMIT_EXCEEDED}. Immutable and thread
 * safe.
 *
 * @param signers SignerInfos
 * @param certificates certificates, of any kind
 * @param certificateOctets octets of all certificates together
 * @param crls CRLs and other revocation information
 * @param crlOctets octets of all of them together
 * @param signerOctets octets of all SignerInfos together, their unsigned attributes included
 * @param attributes signed attributes of one SignerInfo, and unsigned likewise
 * @param candidates public keys tried for one SignerInfo
 * @param keptContent octets of content kept in memory for a signer without signed attributes whose
 *     algorithm does not verify as a stream (Ed25519, Ed448, SLH-DSA)
 */
public record CmsLimits(
        int signers,
        int certificates,
        int certificateOctets,
        int crls,
        int crlOctets,
        int signerOctets,
        int attributes,
        int candidates,
        int keptContent) {
    /** Mail has one or two; each costs a signature check and later a path. */
    private static final int SIGNERS = 16;

    /** A path has three or four, a mesh of cross certificates some dozens. */
    private static final int CERTIFICATES = 100;

    /** A hundred ML-DSA-87 certificates take 0.8 MB; SLH-DSA ones up to 50 KB each. */
    private static final int CERTIFICATE_OCTETS = 4 << 20;

    /** One for each certificate of two paths. */
    private static final int CRLS = 16;

    /** National CAs publish CRLs of some megabytes; larger ones are fetched, not sent in mail. */
    private static final int CRL_OCTETS = 8 << 20;

    /** Sixteen SLH-DSA-256f signatures take 0.8 MB, as much is left for time-stamps. */
    private static final int SIGNER_OCTETS = 2 << 20;

    /** CAdES-A signers carry about twenty. */
    private static final int ATTRIBUTES = 64;

    /** A renewed certificate makes two keys under one identifier; more is an attack. */
    private static final int CANDIDATES = 4;

    /** With copies it stays below a 64 MB heap. */
    private static final int KEPT_CONTENT = 8 << 20;

    /** Several algorithms a signer would need are still few beside the sixteen signers. */
    static final int DIGEST_ALGORITHMS = 32;

    private static final CmsLimits DEFAULTS =
            new CmsLimits(
                    SIGNERS,
                    CERTIFICATES,
                    CERTIFICATE_OCTETS,
                    CRLS,
                    CRL_OCTETS,
                    SIGNER_OCTETS,
                    ATTRIBUTES,
                    CANDIDATES,
                    KEPT_CONTENT);

    /**
     * Checks that every limit leaves something.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public CmsLimits {
        if (signers < 1
                || certificates < 1
                || certificateOctets < 1
                || crls < 1
                || crlOctets < 1
                || signerOctets < 1
                || attributes < 1
                || candidates < 1
                || keptContent < 1) {
            throw new IllegalArgumentException("every CMS limit must be at least 1");
        }
    }

    /**
     * Limits that honest mail stays far below.
     *
     * @return the defaults
     */
    public static CmsLimits defaults() {
        return DEFAULTS;
    }
}
