package org.securemessaging.pipeline.encryption;

import java.util.Set;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.KeyTransport;

/**
 * What the rules come to for one recipient of a mail.
 *
 * @param policy what becomes of the recipient's mail if it can't be encrypted
 * @param mode which mail is encrypted
 * @param additional whom it is encrypted to as well
 * @param domainKeys whether it is encrypted to the domain
 * @param gateway what the domain's certificate is looked up by
 * @param ciphers what the recipient can read by agreement; none if nothing was agreed
 * @param transport how an RSA key is used
 */
record EncryptionTerms(
        RestPolicy policy,
        EncryptionMode mode,
        Set<MailAddress> additional,
        DomainKeys domainKeys,
        MailAddress gateway,
        Set<ContentCipher> ciphers,
        KeyTransport transport) {
    EncryptionTerms {
        additional = Set.copyOf(additional);
        ciphers = Set.copyOf(ciphers);
    }

    /** Whether the recipient's mail is encrypted, if it can be. */
    boolean concerns(boolean triggered) {
        return policy != RestPolicy.NEVER && (triggered || mode != EncryptionMode.ON_REQUEST);
    }

    /** What becomes of the mail if it can't be. */
    RestPolicy rest(boolean triggered) {
        return mode == EncryptionMode.OPPORTUNISTIC && !triggered
                ? RestPolicy.ENCRYPT_AND_CLEAR_REST
                : policy;
    }
}
