package org.securemessaging.cms.sign;

import java.time.Instant;
import java.util.Optional;
import org.securemessaging.cms.message.HeaderProtection;

/**
 * How one message is to be signed.
 *
 * @param at the signing time
 * @param form how the signed message is written
 * @param protection whether the header is signed too; what is to be hidden is hidden already, so
 *     that such a message must be encrypted next
 * @param footer a text that is put below the message before it is signed
 * @param idDomain what stands behind the @ of a Message-ID, if the message has none
 */
public record SigningRequest(
        Instant at,
        SignatureForm form,
        HeaderProtection protection,
        Optional<String> footer,
        String idDomain) {
    /**
     * A request without footer, and without header protection.
     *
     * @param at the signing time
     * @param form how the signed message is written
     * @param idDomain the domain for a Message-ID
     * @return the request
     */
    public static SigningRequest plain(Instant at, SignatureForm form, String idDomain) {
        return new SigningRequest(at, form, HeaderProtection.NONE, Optional.empty(), idDomain);
    }
}
