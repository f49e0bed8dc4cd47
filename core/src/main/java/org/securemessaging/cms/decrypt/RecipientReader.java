package org.securemessaging.cms.decrypt;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KEKRecipientInfo;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.cms.BerReader;
import org.securemessaging.cms.CmsFormatException;

/** Reads RecipientInfos. Stateless. */
final class RecipientReader {
    private RecipientReader() {}

    /**
     * Reads one.
     *
     * @return its recipients; of key agreement there may be several
     * @throws CmsFormatException if it is malformed
     */
    static List<Recipient> read(byte[] element) {
        try {
            return recipients(RecipientInfo.getInstance(BerReader.parse(element)).getInfo());
        } catch (CmsFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed RecipientInfo: " + e.getMessage(), e);
        }
    }

    private static List<Recipient> recipients(ASN1Encodable info) {
        if (info instanceof KeyTransRecipientInfo trans) {
            return List.of(new Recipient.KeyTrans(id(trans.getRecipientIdentifier()), trans));
        } else if (info instanceof KeyAgreeRecipientInfo agree) {
            return agreed(agree);
        } else if (info instanceof KEKRecipientInfo kek) {
            String id = HexFormat.of().formatHex(kek.getKekid().getKeyIdentifier().getOctets());
            return List.of(new Recipient.SharedKey(new RecipientId.SharedKey(id), kek));
        } else if (info instanceof PasswordRecipientInfo password) {
            return List.of(new Recipient.Password(new RecipientId.Password(), password));
        }
        return List.of(other(OtherRecipientInfo.getInstance(info)));
    }

    private static List<Recipient> agreed(KeyAgreeRecipientInfo info) {
        List<Recipient> recipients = new ArrayList<>();
        for (ASN1Encodable element : info.getRecipientEncryptedKeys()) {
            RecipientEncryptedKey key = RecipientEncryptedKey.getInstance(element);
            recipients.add(
                    new Recipient.KeyAgree(id(key.getIdentifier()), info, key.getEncryptedKey()));
        }
        return recipients;
    }

    private static Recipient other(OtherRecipientInfo info) {
        if (info.getType().equals(CMSObjectIdentifiers.id_ori_kem)) {
            KEMRecipientInfo kem = KEMRecipientInfo.getInstance(info.getValue());
            return new Recipient.Kem(id(kem.getRecipientIdentifier()), kem);
        }
        return new Recipient.Other(new RecipientId.Unknown(info.getType().getId()));
    }

    private static RecipientId id(RecipientIdentifier identifier) {
        return identifier.isTagged()
                ? RecipientId.KeyIdentifier.of(
                        ASN1OctetString.getInstance(identifier.getId()).getOctets())
                : named(IssuerAndSerialNumber.getInstance(identifier.getId()));
    }

    private static RecipientId id(KeyAgreeRecipientIdentifier identifier) {
        return identifier.getRKeyID() == null
                ? named(identifier.getIssuerAndSerialNumber())
                : RecipientId.KeyIdentifier.of(
                        identifier.getRKeyID().getSubjectKeyIdentifier().getOctets());
    }

    private static RecipientId named(IssuerAndSerialNumber named) {
        X500Name issuer = named.getName();
        // Bouncy Castle parses a name's attributes only when they are asked for.
        NameKey.of(issuer);
        return new RecipientId.IssuerAndSerial(issuer, named.getSerialNumber().getValue());
    }
}
