package org.securemessaging.cms;

import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.securemessaging.certificate.NameKey;

/** Reads signer identifiers. */
final class SignerIds {
    private SignerIds() {}

    /**
     * Reads one.
     *
     * @throws CmsFormatException if it is malformed
     */
    static SignerId of(SignerIdentifier identifier) {
        try {
            ASN1Primitive id = identifier.getId().toASN1Primitive();
            if (id instanceof ASN1TaggedObject tagged) {
                return keyIdentifier(ASN1OctetString.getInstance(tagged, false));
            }
            if (id instanceof ASN1OctetString octets) {
                return keyIdentifier(octets);
            }
            IssuerAndSerialNumber named = IssuerAndSerialNumber.getInstance(id);
            SignerId.IssuerAndSerial signer =
                    new SignerId.IssuerAndSerial(
                            named.getName(), named.getSerialNumber().getValue());
            requireReadable(signer.issuer());
            return signer;
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed signer identifier: " + e.getMessage(), e);
        }
    }

    /** Bouncy Castle parses a name's attributes only when they are asked for. */
    private static void requireReadable(X500Name name) {
        if (NameKey.of(name).isEmpty()) {
            throw new CmsFormatException("the issuer's name is empty");
        }
    }

    private static SignerId keyIdentifier(ASN1OctetString octets) {
        return new SignerId.KeyIdentifier(HexFormat.of().formatHex(octets.getOctets()));
    }
}
