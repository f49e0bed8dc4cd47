package org.securemessaging.cms.encrypt;

import java.time.Instant;
import java.util.Objects;
import org.securemessaging.cms.message.HeaderProtection;

/**
 * How one message is to be encrypted, besides its {@link EncryptionPlan}.
 *
 * @param at what a missing Date says
 * @param idDomain what stands behind the @ of a missing Message-ID
 * @param protection whether the header goes inside too, and Subject is hidden
 * @param compress whether the content is compressed first (RFC 8551 §3.6)
 */
public record EncryptionRequest(
        Instant at, String idDomain, HeaderProtection protection, boolean compress) {
    /** Refuses null. */
    public EncryptionRequest {
        Objects.requireNonNull(at);
        Objects.requireNonNull(idDomain);
        Objects.requireNonNull(protection);
    }

    /**
     * The same request with another header protection.
     *
     * @param other the protection
     * @return the request
     */
    public EncryptionRequest with(HeaderProtection other) {
        return new EncryptionRequest(at, idDomain, other, compress);
    }

    /**
     * A request without header protection, and without compression.
     *
     * @param at what a missing Date says
     * @param idDomain the domain for a Message-ID
     * @return the request
     */
    public static EncryptionRequest plain(Instant at, String idDomain) {
        return new EncryptionRequest(at, idDomain, HeaderProtection.NONE, false);
    }
}
