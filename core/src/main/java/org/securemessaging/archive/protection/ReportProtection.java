package org.securemessaging.archive.protection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.securemessaging.archive.Carriage;
import org.securemessaging.archive.RecordContent;
import org.securemessaging.archive.journal.JournalReport;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.Encryptor;
import org.securemessaging.mime.transport.Base64LinesOutputStream;
import org.securemessaging.mime.transport.Content;

/**
 * Signs reports and encrypts them, as the administrator says. Thread safe.
 *
 * <p>A signed report is a {@code multipart/signed} message whose signed part is the report. An
 * encrypted one is {@code application/pkcs7-mime} and holds the whole report with its header,
 * signed or not; what is left outside tells nothing of the mail.
 */
public final class ReportProtection {
    /** The subject of a report that is encrypted. */
    public static final String SUBJECT = "Journal report";

    private final Optional<ReportSigner> signer;
    private final Optional<EncryptionPlan> plan;
    private final Optional<Encryptor> encryptor;

    /**
     * A protection.
     *
     * @param signer who signs, if anyone does
     * @param plan how is encrypted, and to whom, if at all
     * @param encryptor encrypts
     */
    public ReportProtection(
            Optional<ReportSigner> signer, Optional<EncryptionPlan> plan, Encryptor encryptor) {
        this(signer, plan, Optional.of(encryptor));
    }

    private ReportProtection(
            Optional<ReportSigner> signer,
            Optional<EncryptionPlan> plan,
            Optional<Encryptor> encryptor) {
        this.signer = signer;
        this.plan = plan;
        this.encryptor = encryptor;
    }

    /**
     * A protection that leaves reports as they are.
     *
     * @return one without keys
     */
    public static ReportProtection none() {
        return new ReportProtection(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Protects a report.
     *
     * @param report the report
     * @return what is filed; each time it is written it is encrypted anew
     * @throws org.securemessaging.archive.ArchiveUnavailableException if it can't be signed now
     */
    public RecordContent protect(JournalReport report) {
        Optional<Content> signed = signer.map(by -> SignedReport.of(report, by));
        if (plan.isPresent()) {
            // What is encrypted gets through everywhere as it is.
            Content inside = signed.orElseGet(() -> report.content(Carriage.BINARY));
            return (out, carriage) -> encrypt(report, inside, out);
        }
        return signed.<RecordContent>map(content -> (out, carriage) -> copy(content, out))
                .orElse(report);
    }

    private void encrypt(JournalReport report, Content inside, OutputStream out)
            throws IOException {
        EncryptionPlan how = plan.orElseThrow();
        String header =
                report.fields(SUBJECT)
                        + "Content-Type: application/pkcs7-mime; smime-type="
                        + (how.cipher().authenticated() ? "authEnveloped-data" : "enveloped-data")
                        + ";\r\n name=\"smime.p7m\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; filename=\"smime.p7m\"\r\n\r\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        try (OutputStream lines = new Base64LinesOutputStream(out)) {
            try (InputStream in = inside.open()) {
                encryptor.orElseThrow().encrypt(in, how, lines);
            }
        }
    }

    private static void copy(Content content, OutputStream out) throws IOException {
        try (InputStream in = content.open()) {
            in.transferTo(out);
        }
    }
}
