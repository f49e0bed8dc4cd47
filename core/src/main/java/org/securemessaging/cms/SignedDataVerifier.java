package org.securemessaging.cms;

import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.Octets;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Verifies SignedData (RFC 5652 §5) over the octets that arrived: every SignerInfo, as a stream,
 * with a heap that does not grow with the content.
 *
 * <p>Guarantee: a signer is reported intact only if the content, its type, the signed attributes
 * and the signature value hold together under the key of a certificate that fits the signer
 * identifier. No guarantee: that the certificate is anyone's; that is for a path to show. Whatever
 * the octets hold, the answer is a report, not an exception. Immutable and thread safe.
 */
public final class SignedDataVerifier {
    private final CmsLimits limits;
    private final SignersVerifier signers;

    /**
     * A verifier.
     *
     * @param policy which algorithms and keys are weak
     * @param limits what a structure may cost
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public SignedDataVerifier(AlgorithmPolicy policy, CmsLimits limits, Provider bouncyCastle) {
        this.limits = limits;
        this.signers =
                new SignersVerifier(
                        new SignerTools(
                                new SignatureChecker(bouncyCastle, policy),
                                policy,
                                limits,
                                bouncyCastle));
    }

    /**
     * Verifies a signature over content that stands outside of it.
     *
     * @param content the content as it arrived; of an entity in {@code multipart/signed} header and
     *     body
     * @param form in which form it may have been signed
     * @param der the SignedData, DER or BER; octets behind it are not read. Not closed
     * @param source signers' certificates besides those in the structure
     * @return what was found
     * @throws IOException if the message can't be read
     */
    public SignedDataReport verifyDetached(
            Octets content, ContentForm form, InputStream der, CertificateSource source)
            throws IOException {
        SignedOctets canonical = () -> new CanonicalInputStream(content);
        List<SignedOctets> forms =
                switch (form) {
                    case CANONICAL -> List.of(canonical);
                    case CANONICAL_OR_VERBATIM -> List.of(canonical, content::open);
                };
        return detached(der, forms, source);
    }

    /**
     * Verifies a signature that encloses its content, over exactly the octets enclosed.
     *
     * @param der the SignedData, DER or BER; octets behind it are not read. Not closed
     * @param spool where the content is kept, and how large it may be
     * @param source signers' certificates besides those in the structure
     * @return what was found, and the content; to be closed by the caller
     * @throws IOException if the message can't be read, or the content can't be kept
     */
    public EncapsulatedReport verifyEncapsulated(
            InputStream der, SpoolLimits spool, CertificateSource source) throws IOException {
        try (ContentSpool store = new ContentSpool(spool)) {
            SignedDataReport report = encapsulated(der, store::store, source);
            return report.contentTypeOid().isEmpty()
                    ? new EncapsulatedReport(report, Optional.empty())
                    : new EncapsulatedReport(report, store.take());
        } catch (MessageTooLargeException e) {
            return new EncapsulatedReport(
                    SignedDataReport.unread(
                            Finding.of(
                                    ReasonCode.LIMIT_EXCEEDED,
                                    "the enclosed content has more than "
                                            + spool.maximumSize()
                                            + " octets")),
                    Optional.empty());
        }
    }

    private SignedDataReport detached(
            InputStream der, List<SignedOctets> forms, CertificateSource source)
            throws IOException {
        return reported(() -> new DetachedVerification(limits, signers).verify(der, forms, source));
    }

    private SignedDataReport encapsulated(
            InputStream der, EncapsulatedVerification.Spool spool, CertificateSource source)
            throws IOException {
        return reported(
                () -> new EncapsulatedVerification(limits, signers).verify(der, spool, source));
    }

    /** Work that ends in a report, or in one of the exceptions that become one. */
    @FunctionalInterface
    private interface Verification {
        SignedDataReport run() throws IOException;
    }

    private static SignedDataReport reported(Verification verification) throws IOException {
        try {
            return verification.run();
        } catch (CmsFormatException e) {
            return SignedDataReport.unread(Finding.of(ReasonCode.MALFORMED_CMS, e.getMessage()));
        } catch (CmsLimitException e) {
            return SignedDataReport.unread(Finding.of(ReasonCode.LIMIT_EXCEEDED, e.getMessage()));
        }
    }
}
