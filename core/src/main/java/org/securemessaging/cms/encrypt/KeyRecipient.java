package org.securemessaging.cms.encrypt;

import java.util.Objects;
import org.securemessaging.certificate.Certificate;

/**
 * A certificate whose key can open an envelope. That the certificate is the recipient's, and good,
 * has been settled before.
 *
 * @param certificate the certificate
 * @param transport how an RSA key is used; of no matter for others
 * @param naming how the envelope names the certificate
 */
public record KeyRecipient(
        Certificate certificate, KeyTransport transport, RecipientNaming naming) {
    /** Refuses null. */
    public KeyRecipient {
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(transport);
        Objects.requireNonNull(naming);
    }

    /**
     * A recipient as every S/MIME program expects it.
     *
     * @param certificate the certificate
     * @return PKCS#1 v1.5, issuer and serial number
     */
    public static KeyRecipient of(Certificate certificate) {
        return new KeyRecipient(
                certificate, KeyTransport.PKCS1_V1_5, RecipientNaming.ISSUER_AND_SERIAL);
    }
}
