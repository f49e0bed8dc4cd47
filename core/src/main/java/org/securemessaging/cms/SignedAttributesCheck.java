package org.securemessaging.cms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Checks the signed attributes against what they speak of (RFC 5652 §11, RFC 6211): the content,
 * its type and the algorithms. Used for one signer.
 */
final class SignedAttributesCheck {
    private static final List<ASN1ObjectIdentifier> ONCE_WITH_ONE_VALUE =
            // RFC 8551 §2.5.2, §2.5.3.
            List.of(SMIMEAttributes.smimeCapabilities, SMIMEAttributes.encrypKeyPref);

    private final Attributes attributes;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Instant> signingTime = Optional.empty();
    private Optional<byte[]> messageDigest = Optional.empty();

    SignedAttributesCheck(Attributes attributes) {
        this.attributes = attributes;
    }

    /** Checks all that does not need the content. */
    void check(SignerInfo signer, String contentType) {
        if (attributes.size() == 0) {
            invalid("the set of signed attributes is empty");
        }
        guarded(() -> checkContentType(contentType));
        guarded(this::readMessageDigest);
        guarded(this::readSigningTime);
        guarded(() -> checkProtection(signer));
        if (attributes.has(CMSAttributes.counterSignature)) {
            // RFC 5652 §11.4: MUST be an unsigned attribute.
            invalid("a countersignature is a signed attribute");
        }
        for (ASN1ObjectIdentifier type : ONCE_WITH_ONE_VALUE) {
            guarded(() -> attributes.single(type));
        }
    }

    List<Finding> findings() {
        return findings;
    }

    Optional<Instant> signingTime() {
        return signingTime;
    }

    /** What the signer says the content's digest is. */
    Optional<byte[]> messageDigest() {
        return messageDigest;
    }

    /** RFC 5652 §11.1: content-type MUST be there, and be that of the content. */
    private void checkContentType(String expected) {
        Optional<ASN1Encodable> value = attributes.single(CMSAttributes.contentType);
        if (value.isEmpty()) {
            invalid("the content-type attribute is missing");
        } else if (!(value.get() instanceof ASN1ObjectIdentifier type)) {
            invalid("the content-type attribute is malformed");
        } else if (!type.getId().equals(expected)) {
            findings.add(
                    Finding.of(
                            ReasonCode.CONTENT_TYPE_MISMATCH,
                            "the content is " + expected + ", the attribute says " + type));
        }
    }

    /** RFC 5652 §11.2: message-digest MUST be there. */
    private void readMessageDigest() {
        Optional<ASN1Encodable> value = attributes.single(CMSAttributes.messageDigest);
        if (value.isEmpty()) {
            invalid("the message-digest attribute is missing");
        } else if (value.get() instanceof ASN1OctetString digest) {
            messageDigest = Optional.of(digest.getOctets());
        } else {
            invalid("the message-digest attribute is malformed");
        }
    }

    /** RFC 5652 §11.3. */
    private void readSigningTime() {
        signingTime =
                attributes
                        .single(CMSAttributes.signingTime)
                        .map(value -> Time.getInstance(value).getDate().toInstant());
    }

    /** RFC 6211 §2: the algorithms outside must be those that were signed. */
    private void checkProtection(SignerInfo signer) {
        Optional<CMSAlgorithmProtection> value =
                attributes
                        .single(CMSAttributes.cmsAlgorithmProtect)
                        .map(CMSAlgorithmProtection::getInstance);
        if (value.isEmpty()) {
            return;
        }
        CMSAlgorithmProtection protection = value.get();
        if (!same(protection.getDigestAlgorithm(), signer.getDigestAlgorithm())
                || !same(
                        protection.getSignatureAlgorithm(),
                        signer.getDigestEncryptionAlgorithm())) {
            findings.add(
                    Finding.of(
                            ReasonCode.ALGORITHM_PROTECTION_MISMATCH,
                            "the algorithms in use are not those of CMSAlgorithmProtection"));
        }
    }

    /** Equal; for parameters NULL and absence are one (RFC 5754 §2). */
    private static boolean same(AlgorithmIdentifier one, AlgorithmIdentifier other) {
        return one != null && withoutNull(one).equals(withoutNull(other));
    }

    private static AlgorithmIdentifier withoutNull(AlgorithmIdentifier identifier) {
        return identifier.getParameters() instanceof ASN1Null
                ? new AlgorithmIdentifier(identifier.getAlgorithm())
                : identifier;
    }

    private void guarded(Runnable check) {
        try {
            check.run();
        } catch (CmsFormatException e) {
            invalid(e.getMessage());
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            invalid("malformed attribute: " + e.getMessage());
        }
    }

    private void invalid(String detail) {
        findings.add(Finding.of(ReasonCode.ATTRIBUTES_INVALID, detail));
    }
}
