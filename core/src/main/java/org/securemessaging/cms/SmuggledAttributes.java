package org.securemessaging.cms;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSAttributes;

/**
 * Recognises content that is itself a set of signed attributes.
 *
 * <p>A signature over attributes is one over their DER encoding. Whoever takes the attributes out
 * of a SignerInfo and sends them as the content of another without attributes has a signature that
 * verifies over content its signer never meant (RFC 5652 does not tell the two apart; D. Van Geest
 * and F. Strenzke, draft-vangeest-lamps-cms-euf-cma-signeddata). No MIME entity looks like that.
 */
final class SmuggledAttributes {
    private SmuggledAttributes() {}

    static boolean isSet(DigestedContent content, CmsLimits limits) throws IOException {
        byte[] first = content.start(1);
        if (first.length == 0 || first[0] != BerReader.SET) {
            return false;
        }
        // No set of attributes that came in a SignerInfo is longer.
        byte[] octets = content.start(limits.signerOctets() + 1);
        try {
            return octets.length <= limits.signerOctets()
                    && BerReader.parse(octets) instanceof ASN1Set set
                    && Attributes.of(set, limits.attributes()).has(CMSAttributes.messageDigest);
        } catch (CmsFormatException | CmsLimitException e) {
            return false;
        }
    }
}
