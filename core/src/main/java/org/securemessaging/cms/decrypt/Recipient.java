package org.securemessaging.cms.decrypt;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.KEKRecipientInfo;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;

/** One way to the content-encryption key, for one recipient (RFC 5652 §6.2). */
sealed interface Recipient {
    RecipientId id();

    /** The key is encrypted to the recipient's public key (§6.2.1). */
    record KeyTrans(RecipientId id, KeyTransRecipientInfo info) implements Recipient {}

    /** The key is wrapped with one that both sides agree on (§6.2.2). */
    record KeyAgree(RecipientId id, KeyAgreeRecipientInfo info, ASN1OctetString encryptedKey)
            implements Recipient {}

    /** The key is wrapped with an encapsulated one (RFC 9629). */
    record Kem(RecipientId id, KEMRecipientInfo info) implements Recipient {}

    /** The key is wrapped with one that both sides have (§6.2.3). */
    record SharedKey(RecipientId.SharedKey id, KEKRecipientInfo info) implements Recipient {}

    /** The key is wrapped with one made of a password (§6.2.4). */
    record Password(RecipientId id, PasswordRecipientInfo info) implements Recipient {}

    /** Some other way. */
    record Other(RecipientId id) implements Recipient {}
}
