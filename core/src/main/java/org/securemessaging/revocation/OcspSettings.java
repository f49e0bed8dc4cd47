package org.securemessaging.revocation;

import java.time.Duration;

/**
 * How OCSP responders are asked.
 *
 * @param maximumBytes the largest answer that is read
 * @param fetchTime how long one answer may take
 * @param nonce whether a nonce is sent, and asked back (RFC 9654): it proves that an answer is
 *     fresh, but most public responders sign answers in advance and leave it out, which then counts
 *     as no answer
 * @param maximumAge for how long an answer is used at most before a newer one is asked for
 * @param backOff how long a responder that failed is left alone; doubled with each failure
 * @param longestBackOff the longest it is left alone
 */
public record OcspSettings(
        long maximumBytes,
        Duration fetchTime,
        boolean nonce,
        Duration maximumAge,
        Duration backOff,
        Duration longestBackOff) {
    /** The usual settings. */
    public static final OcspSettings DEFAULT =
            new OcspSettings(
                    // With two post-quantum certificates in it; the usual answer has 2 KB.
                    256 << 10,
                    // Less than a mail's whole budget, so that one dead server does not use it up.
                    Duration.ofSeconds(10),
                    false,
                    // Public responders sign for days; a revocation shows in half a day, as with
                    // CRLs.
                    Duration.ofHours(12),
                    Duration.ofSeconds(30),
                    Duration.ofHours(1));
}
