package org.securemessaging.archive.protection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CertificateSource;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.CmsLimitException;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.EncapsulatedReport;
import org.securemessaging.cms.SignedDataVerifier;
import org.securemessaging.cms.SignerReport;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;

/**
 * Opens seals and says who made them. Thread safe.
 *
 * <p>Who may make them is a matter of certificates by name, not of paths: the certificate of then
 * has long expired when an archive is checked, and the organisation knows its own.
 */
public final class SealOpener {
    private final SignedDataVerifier verifier;
    private final TimestampReader timestamps;
    private final SpoolLimits spool;
    private final Optional<Set<Certificate>> makers;

    /**
     * What was sealed.
     *
     * @param statement what is stated, a character for each octet
     * @param maker whose signature it is
     * @param timestamp when the signature was there, as an authority says; empty if it has none
     */
    public record Opened(String statement, Certificate maker, Optional<TimestampFacts> timestamp) {}

    /**
     * An opener.
     *
     * @param makers the certificates of those who may seal; empty to take anyone, whom the seals
     *     then name
     * @param spool where what was sealed may lie
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public SealOpener(Optional<Set<Certificate>> makers, SpoolLimits spool, Provider bouncyCastle) {
        this.verifier =
                new SignedDataVerifier(
                        AlgorithmPolicy.defaults(), CmsLimits.defaults(), bouncyCastle);
        this.timestamps = new TimestampReader(bouncyCastle);
        this.spool = spool;
        this.makers = makers.map(Set::copyOf);
    }

    /**
     * Opens a seal.
     *
     * @param seal SignedData in DER
     * @return what it holds
     * @throws BrokenSealException if it is none, or not as it was made, or made by somebody else
     * @throws IOException if a temporary file can't be used
     */
    public Opened open(byte[] seal) throws IOException {
        try (EncapsulatedReport report =
                verifier.verifyEncapsulated(
                        new ByteArrayInputStream(seal), spool, CertificateSource.none())) {
            if (report.report().signers().size() != 1) {
                throw new BrokenSealException("it has not one signer");
            }
            SignerReport signer = report.report().signers().get(0);
            MessageBytes content =
                    report.content().orElseThrow(() -> new BrokenSealException("it holds nothing"));
            if (!signer.intact() || signer.certificate().isEmpty()) {
                throw new BrokenSealException("its signature does not hold");
            }
            Certificate maker = signer.certificate().get();
            if (makers.filter(known -> !known.contains(maker)).isPresent()) {
                throw new BrokenSealException("made by somebody else: " + maker);
            }
            try (InputStream in = content.octets().open()) {
                return new Opened(
                        new String(in.readAllBytes(), StandardCharsets.ISO_8859_1),
                        maker,
                        timestamps.read(signer.info()));
            }
        } catch (CmsFormatException | CmsLimitException e) {
            throw new BrokenSealException("no seal: " + e.getMessage());
        }
    }
}
