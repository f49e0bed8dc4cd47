package org.securemessaging.cms;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.SignerInfo;

/** Looks at unsigned attributes, which anyone may add to a signature and which prove nothing. */
final class UnsignedAttributes {
    private static final List<ASN1ObjectIdentifier> SIGNED_ONLY =
            List.of(
                    CMSAttributes.contentType,
                    CMSAttributes.messageDigest,
                    CMSAttributes.signingTime);

    private UnsignedAttributes() {}

    static int count(SignerInfo info) {
        ASN1Set set = info.getUnauthenticatedAttributes();
        return set == null ? 0 : set.size();
    }

    /** Whether there is one of this type. */
    static boolean has(SignerInfo info, ASN1ObjectIdentifier type) {
        return types(info).contains(type);
    }

    /** RFC 5652 §11.1 to §11.3: a type that MUST NOT be unsigned, and is. */
    static Optional<ASN1ObjectIdentifier> misplaced(SignerInfo info) {
        Set<ASN1ObjectIdentifier> types = types(info);
        return SIGNED_ONLY.stream().filter(types::contains).findFirst();
    }

    private static Set<ASN1ObjectIdentifier> types(SignerInfo info) {
        Set<ASN1ObjectIdentifier> types = new HashSet<>();
        ASN1Set set = info.getUnauthenticatedAttributes();
        if (set != null) {
            for (ASN1Encodable attribute : set) {
                if (attribute instanceof ASN1Sequence sequence
                        && sequence.size() > 0
                        && sequence.getObjectAt(0) instanceof ASN1ObjectIdentifier type) {
                    types.add(type);
                }
            }
        }
        return types;
    }
}
