package org.securemessaging.cms.decrypt;

/**
 * What opening one encrypted layer may cost besides its content, whose size the spool limits.
 * Immutable and thread safe.
 *
 * @param recipients RecipientInfos, and keys in one that is for several
 * @param recipientOctets octets of all of them together
 * @param attempts keys that are tried
 * @param passwordIterations rounds of PBKDF2 that a password recipient may ask for
 */
public record DecryptionLimits(
        int recipients, int recipientOctets, int attempts, int passwordIterations) {
    /** A mail to a company of a thousand, with a certificate or two for each. */
    private static final int RECIPIENTS = 2000;

    /** Two thousand RSA-4096 recipients take 1.4 MB, as many of ML-KEM-1024 3.5 MB. */
    private static final int RECIPIENT_OCTETS = 4 << 20;

    /** A wrong key costs a private-key operation, and with CBC a pass over the content. */
    private static final int ATTEMPTS = 4;

    /** OWASP asks for 600,000 of SHA-256; more is an attack. */
    private static final int PASSWORD_ITERATIONS = 2_000_000;

    /** Limits that honest mail stays far below. */
    public static final DecryptionLimits DEFAULT =
            new DecryptionLimits(RECIPIENTS, RECIPIENT_OCTETS, ATTEMPTS, PASSWORD_ITERATIONS);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public DecryptionLimits {
        if (recipients < 1 || recipientOctets < 1 || attempts < 1 || passwordIterations < 1) {
            throw new IllegalArgumentException("every decryption limit must be at least 1");
        }
    }
}
