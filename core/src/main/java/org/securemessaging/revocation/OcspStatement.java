package org.securemessaging.revocation;

import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.CertID;

/**
 * What an OCSP response says of one certificate (RFC 6960 §4.2.1, SingleResponse).
 *
 * @param certificate of which one
 * @param word what it says
 * @param thisUpdate since when that is known to be so
 * @param nextUpdate until when nothing newer is promised
 * @param unknownCritical whether there is a critical extension that is not known here
 */
record OcspStatement(
        CertID certificate,
        Word word,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        boolean unknownCritical) {
    /** What is said. */
    sealed interface Word {
        /** It is not revoked. */
        record Good() implements Word {}

        /**
         * It is revoked, or on hold.
         *
         * @param entry since when and why
         */
        record Revoked(CrlEntry entry) implements Word {}

        /** The responder does not know it. */
        record Unknown() implements Word {}
    }
}
