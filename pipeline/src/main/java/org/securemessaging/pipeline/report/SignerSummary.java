package org.securemessaging.pipeline.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.AuthenticationResults;
import org.securemessaging.verification.SignerVerdict;

/**
 * What later mailets and matchers may ask about a signer.
 *
 * @param result the signer's own result
 * @param reasons why, without doubles
 * @param certificate what the certificate says, empty if there is none
 * @param digestAlgorithm the digest's name
 * @param signatureAlgorithm the signature algorithm's name
 * @param signingTime what the signer claims
 */
public record SignerSummary(
        SignatureResult result,
        List<ReasonCode> reasons,
        Optional<CertificateFacts> certificate,
        String digestAlgorithm,
        String signatureAlgorithm,
        Optional<Instant> signingTime) {
    /** Copies the list. */
    public SignerSummary {
        reasons = List.copyOf(reasons);
    }

    /**
     * What a certificate says, cut where it says too much: attributes travel with the mail.
     *
     * @param subject the subject's name as RFC 4514 writes it
     * @param issuer the issuer's name likewise
     * @param serial the serial number in hexadecimal digits
     * @param sha256 the thumbprint in lower-case hexadecimal digits
     * @param emails the addresses it vouches for
     * @param notAfter when it ends; empty if an earlier version verified the mail
     */
    public record CertificateFacts(
            String subject,
            String issuer,
            String serial,
            String sha256,
            List<String> emails,
            Optional<Instant> notAfter) {
        // The longest address (RFC 5321 §4.5.3.1) fits, and so do the names of honest people.
        private static final int LONGEST_TEXT = 320;
        // A person's addresses in one organisation; some have a dozen.
        private static final int MOST_EMAILS = 20;

        /** Copies the list. */
        public CertificateFacts {
            emails = List.copyOf(emails);
        }

        static CertificateFacts of(Certificate certificate) {
            return new CertificateFacts(
                    name(certificate.subject()),
                    name(certificate.issuer()),
                    cut(AuthenticationResults.serial(certificate)),
                    certificate.sha256(),
                    MailAddresses.of(certificate).all().stream()
                            .filter(address -> address.length() <= LONGEST_TEXT)
                            .limit(MOST_EMAILS)
                            .toList(),
                    Optional.of(certificate.holder().getNotAfter().toInstant()));
        }

        private static String name(X500Name name) {
            return cut(RFC4519Style.INSTANCE.toString(name));
        }

        private static String cut(String text) {
            return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        }
    }

    static SignerSummary of(SignerVerdict verdict) {
        return new SignerSummary(
                verdict.result(),
                verdict.findings().stream().map(Finding::reason).distinct().toList(),
                verdict.certificate().map(CertificateFacts::of),
                verdict.digestAlgorithm(),
                verdict.signatureAlgorithm(),
                verdict.signingTime());
    }
}
