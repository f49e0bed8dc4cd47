package org.securemessaging.cms.encrypt;

/** How an envelope says for whose key a recipient's part is (RFC 5652 §6.2.1). */
public enum RecipientNaming {
    /** By the certificate's issuer and serial number, which every S/MIME program understands. */
    ISSUER_AND_SERIAL,
    /**
     * By the certificate's subject key identifier, which outlives a renewal with the same key; a
     * certificate without that extension is named by issuer and serial number.
     */
    SUBJECT_KEY_IDENTIFIER
}
