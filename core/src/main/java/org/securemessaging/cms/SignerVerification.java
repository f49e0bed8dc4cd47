package org.securemessaging.cms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Verifies one SignerInfo as RFC 5652 §5.4 and §5.6 say. One use by one thread. */
final class SignerVerification {
    private static final Set<ReasonCode> HARMLESS_TO_INTEGRITY =
            Set.of(ReasonCode.WEAK_ALGORITHM, ReasonCode.WEAK_KEY);

    private final SignerInfo info;
    private final SignerContext context;
    private final SignerTools tools;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<SignedAttributesCheck> attributesCheck = Optional.empty();
    private Optional<SigningCertificateCheck> certificateCheck = Optional.empty();
    private int signedAttributes;

    SignerVerification(SignerInfo info, SignerContext context, SignerTools tools) {
        this.info = info;
        this.context = context;
        this.tools = tools;
    }

    SignerReport verify() throws IOException {
        SignerId signer = SignerIds.of(info.getSID());
        List<Certificate> candidates = context.certificates().find(signer);
        if (candidates.isEmpty()) {
            findings.add(
                    Finding.of(
                            ReasonCode.SIGNER_CERTIFICATE_MISSING,
                            "no certificate at hand fits " + signer));
        }
        context.contentFinding().ifPresent(findings::add);
        UnsignedAttributes.misplaced(info)
                .ifPresent(type -> invalidAttributes("attribute " + type + " is not signed"));
        readAttributes();
        Optional<DigestAlgorithm> digest = DigestAlgorithm.of(info.getDigestAlgorithm());
        SignerSignature signature = noSignature(candidates);
        if (digest.isEmpty()) {
            unsupported("digest " + info.getDigestAlgorithm().getAlgorithm());
        } else {
            checkContent(digest.get());
            signature = checkSignature(digest.get(), candidates);
        }
        return report(signer, digest, signature, choose(signature.certificates()));
    }

    private void readAttributes() {
        ASN1Set set = info.getAuthenticatedAttributes();
        if (set == null) {
            requireNoAttributesNeeded();
            return;
        }
        try {
            Attributes attributes = Attributes.of(set, tools.limits().attributes());
            SignedAttributesCheck check = new SignedAttributesCheck(attributes);
            check.check(info, context.contentType());
            findings.addAll(check.findings());
            signedAttributes = attributes.size();
            attributesCheck = Optional.of(check);
            certificateCheck =
                    Optional.of(new SigningCertificateCheck(attributes, tools.bouncyCastle()));
        } catch (CmsFormatException e) {
            invalidAttributes(e.getMessage());
        } catch (CmsLimitException e) {
            exceeded(e.getMessage());
        }
    }

    /** RFC 5652 §5.3: signedAttrs MUST be present if the content type is not id-data. */
    private void requireNoAttributesNeeded() {
        if (!context.contentType().equals(CmsType.DATA.oid())) {
            invalidAttributes(
                    "no signed attributes, though the content is " + context.contentType());
        }
    }

    private void checkContent(DigestAlgorithm digest) throws IOException {
        if (info.getAuthenticatedAttributes() == null) {
            for (DigestedContent content : context.contents()) {
                if (SmuggledAttributes.isSet(content, tools.limits())) {
                    invalidAttributes("the content is a set of signed attributes");
                }
            }
            return;
        }
        Optional<byte[]> expected = attributesCheck.flatMap(SignedAttributesCheck::messageDigest);
        if (expected.isPresent()
                && !context.contents().isEmpty()
                && context.contents().stream()
                        .noneMatch(content -> content.hasDigest(digest, expected.get()))) {
            findings.add(
                    Finding.of(
                            ReasonCode.DIGEST_MISMATCH,
                            "the content's " + digest.standardName() + " is not the one signed"));
        }
    }

    private SignerSignature checkSignature(DigestAlgorithm digest, List<Certificate> candidates)
            throws IOException {
        try {
            SignatureScheme scheme =
                    SignatureScheme.ofSigner(info.getDigestEncryptionAlgorithm(), digest);
            if (scheme.digest().isEmpty()) {
                tools.policy().judge(digest).ifPresent(findings::add);
            }
            List<SignedOctets> forms = signedForms(scheme);
            if (forms.isEmpty() || candidates.isEmpty()) {
                return new SignerSignature(
                        Optional.empty(), Optional.of(scheme.name()), candidates, false);
            }
            SignerSignature signature =
                    new SignatureSearch(tools.checker(), tools.limits().candidates())
                            .search(
                                    candidates,
                                    scheme,
                                    forms,
                                    info.getEncryptedDigest().getOctets());
            signature.check().ifPresent(check -> findings.addAll(check.findings()));
            if (signature.keysLeft()) {
                exceeded("more than " + tools.limits().candidates() + " keys for one signer");
            }
            return signature;
        } catch (SignatureRejection e) {
            findings.add(e.finding());
            return noSignature(candidates);
        }
    }

    /** The octets that may have been signed: attributes if there are any, else the content. */
    private List<SignedOctets> signedForms(SignatureScheme scheme) throws IOException {
        ASN1Set attributes = info.getAuthenticatedAttributes();
        if (attributes != null) {
            return attributeForms(attributes);
        }
        List<SignedOctets> forms = new ArrayList<>();
        for (DigestedContent content : context.contents()) {
            if (scheme.family().keepsOctets() && content.longerThan(tools.limits().keptContent())) {
                exceeded("content too long for " + scheme.name() + " without signed attributes");
                return List.of();
            }
            forms.add(content.octets());
        }
        return forms;
    }

    /**
     * RFC 5652 §5.4: what is signed is the DER encoding, with the tag of SET. Some signers sign the
     * attributes in the order in which they send them, and OpenSSL and NSS accept that; it harms
     * nothing, since the octets say the same, so it is tried second.
     */
    private static List<SignedOctets> attributeForms(ASN1Set attributes) throws IOException {
        byte[] sorted = attributes.getEncoded(ASN1Encoding.DER);
        byte[] sent = attributes.getEncoded(ASN1Encoding.DL);
        return Arrays.equals(sorted, sent)
                ? List.of(SignedOctets.of(sorted))
                : List.of(SignedOctets.of(sorted), SignedOctets.of(sent));
    }

    /** The certificate that signingCertificate names, else the first. */
    private List<Certificate> choose(List<Certificate> fitting) {
        if (certificateCheck.isEmpty() || fitting.isEmpty()) {
            return fitting;
        }
        List<Certificate> named =
                fitting.stream()
                        .filter(certificate -> certificateCheck.get().check(certificate).isEmpty())
                        .toList();
        if (named.isEmpty()) {
            certificateCheck.get().check(fitting.get(0)).ifPresent(findings::add);
            return fitting;
        }
        return named;
    }

    private SignerReport report(
            SignerId signer,
            Optional<DigestAlgorithm> digest,
            SignerSignature signature,
            List<Certificate> certificates) {
        boolean valid = signature.check().filter(SignatureCheck::valid).isPresent();
        boolean spoiled =
                findings.stream()
                        .anyMatch(finding -> !HARMLESS_TO_INTEGRITY.contains(finding.reason()));
        return new SignerReport(
                signer,
                certificates.stream().findFirst(),
                certificates.stream().skip(1).toList(),
                valid && !spoiled,
                findings,
                digest.map(DigestAlgorithm::standardName)
                        .orElseGet(() -> info.getDigestAlgorithm().getAlgorithm().getId()),
                signature
                        .algorithm()
                        .orElseGet(
                                () -> info.getDigestEncryptionAlgorithm().getAlgorithm().getId()),
                attributesCheck.flatMap(SignedAttributesCheck::signingTime),
                signedAttributes,
                UnsignedAttributes.count(info),
                UnsignedAttributes.has(info, CMSAttributes.counterSignature),
                info);
    }

    private static SignerSignature noSignature(List<Certificate> candidates) {
        return new SignerSignature(Optional.empty(), Optional.empty(), candidates, false);
    }

    private void invalidAttributes(String detail) {
        findings.add(Finding.of(ReasonCode.ATTRIBUTES_INVALID, detail));
    }

    private void unsupported(String detail) {
        findings.add(Finding.of(ReasonCode.UNSUPPORTED_ALGORITHM, detail));
    }

    private void exceeded(String detail) {
        findings.add(Finding.of(ReasonCode.LIMIT_EXCEEDED, detail));
    }
}
