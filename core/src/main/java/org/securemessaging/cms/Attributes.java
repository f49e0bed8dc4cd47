package org.securemessaging.cms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;

/** The attributes of a SignerInfo, signed or unsigned (RFC 5652 §5.3). */
final class Attributes {
    private final List<Attribute> attributes;

    private Attributes(List<Attribute> attributes) {
        this.attributes = attributes;
    }

    /**
     * Reads a set of attributes.
     *
     * @throws CmsFormatException if it is none
     * @throws CmsLimitException if there are more than allowed
     */
    static Attributes of(ASN1Set set, int maximum) {
        if (set.size() > maximum) {
            throw new CmsLimitException("more than " + maximum + " attributes");
        }
        List<Attribute> attributes = new ArrayList<>();
        try {
            for (ASN1Encodable element : set) {
                attributes.add(Attribute.getInstance(element));
            }
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed attribute: " + e.getMessage(), e);
        }
        return new Attributes(attributes);
    }

    int size() {
        return attributes.size();
    }

    boolean has(ASN1ObjectIdentifier type) {
        return !instances(type).isEmpty();
    }

    /**
     * The value of an attribute that may be there once, with one value.
     *
     * @throws CmsFormatException if there are more
     */
    Optional<ASN1Encodable> single(ASN1ObjectIdentifier type) {
        List<Attribute> instances = instances(type);
        if (instances.isEmpty()) {
            return Optional.empty();
        }
        if (instances.size() > 1) {
            throw new CmsFormatException("attribute " + type + " is there more than once");
        }
        ASN1Set values = instances.get(0).getAttrValues();
        if (values.size() != 1) {
            throw new CmsFormatException("attribute " + type + " has not one value");
        }
        return Optional.of(values.getObjectAt(0));
    }

    private List<Attribute> instances(ASN1ObjectIdentifier type) {
        return attributes.stream()
                .filter(attribute -> attribute.getAttrType().equals(type))
                .toList();
    }
}
