package org.securemessaging.cms;

import java.io.IOException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Verifies all signers of a structure over the forms its content may have. Thread safe. */
final class SignersVerifier {
    private final SignerTools tools;

    SignersVerifier(SignerTools tools) {
        this.tools = tools;
    }

    Provider bouncyCastle() {
        return tools.bouncyCastle();
    }

    /**
     * Verifies.
     *
     * @param contents the forms of the content; none if it is missing
     * @param enclosedDigest for a detached signature that encloses a content nevertheless, that
     *     content's SHA-256: it must be the same content
     */
    SignedDataReport verify(
            SignedDataStructure structure,
            List<DigestedContent> contents,
            Optional<byte[]> enclosedDigest,
            CertificateSource source)
            throws IOException {
        Set<DigestAlgorithm> wanted = digests(structure.signers());
        enclosedDigest.ifPresent(digest -> wanted.add(DigestAlgorithm.SHA_256));
        for (DigestedContent content : contents) {
            content.require(wanted);
        }
        Optional<Finding> contentFinding = contentFinding(contents, enclosedDigest);
        SignerContext context =
                new SignerContext(
                        structure.contentType(),
                        contents,
                        new SignerCertificates(structure.certificates(), source),
                        contentFinding);
        List<Finding> findings = new ArrayList<>(structure.findings());
        if (!structure.signers().isEmpty()) {
            contentFinding.ifPresent(findings::add);
        }
        List<SignerReport> signers = new ArrayList<>();
        for (SignerInfo signer : structure.signers()) {
            signers.add(new SignerVerification(signer, context, tools).verify());
        }
        return new SignedDataReport(
                signers,
                structure.certificates(),
                structure.crls(),
                structure.contentType(),
                findings);
    }

    private static Set<DigestAlgorithm> digests(List<SignerInfo> signers) {
        Set<DigestAlgorithm> wanted = EnumSet.noneOf(DigestAlgorithm.class);
        for (SignerInfo signer : signers) {
            if (signer.getAuthenticatedAttributes() != null) {
                DigestAlgorithm.of(signer.getDigestAlgorithm()).ifPresent(wanted::add);
            }
        }
        return wanted;
    }

    private static Optional<Finding> contentFinding(
            List<DigestedContent> contents, Optional<byte[]> enclosedDigest) {
        if (contents.isEmpty()) {
            return Optional.of(
                    Finding.of(ReasonCode.CONTENT_MISSING, "the signed content is not enclosed"));
        }
        return enclosedDigest
                .filter(
                        digest ->
                                contents.stream()
                                        .noneMatch(
                                                content ->
                                                        content.hasDigest(
                                                                DigestAlgorithm.SHA_256, digest)))
                .map(
                        digest ->
                                Finding.of(
                                        ReasonCode.DIGEST_MISMATCH,
                                        "the detached signature encloses another content"));
    }
}
