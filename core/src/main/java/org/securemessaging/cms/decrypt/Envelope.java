package org.securemessaging.cms.decrypt;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.cms.CmsType;

/**
 * An encrypted structure without its content.
 *
 * @param type which of those that {@link CmsType#encrypted} tells
 * @param recipients whom it is for; none for EncryptedData, which does not say it
 * @param contentTypeOid the type of what is inside
 * @param algorithm how the content is encrypted
 * @param contentLength octets of encrypted content; empty if there is none
 * @param authenticated the DER of the authenticated attributes as a SET OF; no octets without them
 * @param mac the authentication tag; no octets if there is none
 */
record Envelope(
        CmsType type,
        List<Recipient> recipients,
        String contentTypeOid,
        AlgorithmIdentifier algorithm,
        Optional<Long> contentLength,
        ASN1OctetString authenticated,
        ASN1OctetString mac) {
    Envelope {
        recipients = List.copyOf(recipients);
    }
}
