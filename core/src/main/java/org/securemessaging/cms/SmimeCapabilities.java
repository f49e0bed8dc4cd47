package org.securemessaging.cms;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * What somebody's mail program says it can read, the preferred first (RFC 8551 §2.5.2). Immutable
 * and thread safe.
 *
 * @param algorithms each capability with its parameters; SMIMECapability has the form of an
 *     AlgorithmIdentifier
 */
public record SmimeCapabilities(List<AlgorithmIdentifier> algorithms) {
    /** A program that knows all of CMS names some thirty. */
    private static final int MOST = 128;

    /** Copies the list. */
    public SmimeCapabilities {
        algorithms = List.copyOf(algorithms);
    }

    /**
     * Reads the value of the attribute SMIMECapabilities.
     *
     * @param value the parsed attribute value
     * @return what it says
     * @throws CmsFormatException if it is malformed
     * @throws CmsLimitException if there are more than anyone has
     */
    public static SmimeCapabilities of(ASN1Encodable value) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(value);
            if (sequence.size() > MOST) {
                throw new CmsLimitException("more than " + MOST + " capabilities");
            }
            List<AlgorithmIdentifier> algorithms = new ArrayList<>();
            for (ASN1Encodable element : sequence) {
                algorithms.add(
                        Objects.requireNonNull(AlgorithmIdentifier.getInstance(element), "null"));
            }
            return new SmimeCapabilities(algorithms);
        } catch (CmsLimitException e) {
            throw e;
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed SMIMECapabilities: " + e.getMessage(), e);
        }
    }

    /**
     * The attribute that says so.
     *
     * @return an attribute to be signed
     */
    public Attribute attribute() {
        DERSequence value = new DERSequence(algorithms.toArray(ASN1Encodable[]::new));
        return new Attribute(SMIMEAttributes.smimeCapabilities, new DERSet(value));
    }
}
