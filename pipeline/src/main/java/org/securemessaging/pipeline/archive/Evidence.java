package org.securemessaging.pipeline.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.securemessaging.archive.journal.ReportPart;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.pipeline.report.ReportJson;
import org.securemessaging.verification.AuthenticationResults;
import org.securemessaging.verification.SignerVerdict;
import org.securemessaging.verification.VerificationReport;

/**
 * What was known of a mail's signatures when it was judged: the report, as the command line writes
 * it, and everything it rests upon. Thread safe.
 */
final class Evidence {
    private final JsonFactory json = new JsonFactory();
    private final String authservId;

    Evidence(String authservId) {
        this.authservId = authservId;
    }

    /** The parts for a message. */
    List<ReportPart> parts(VerificationReport report) {
        List<ReportPart> parts = new ArrayList<>();
        parts.add(
                ReportPart.evidence(
                        "application/json",
                        ArchiveParts.SIGNATURE,
                        "What was found of the signatures, those inside among them",
                        signature(report)));
        RevocationProofs proofs = RevocationProofs.of(report);
        certificates(report, proofs).values().stream()
                .map(
                        certificate ->
                                ReportPart.evidence(
                                        "application/pkix-cert",
                                        certificate.sha256() + ".cer",
                                        "A certificate of a signer's path",
                                        certificate.encoded()))
                .forEach(parts::add);
        parts.addAll(proofs.parts());
        return parts;
    }

    private byte[] signature(VerificationReport report) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(octets)) {
            ReportJson.write(
                    to,
                    ArchiveParts.ORIGINAL,
                    AuthenticationResults.value(authservId, report),
                    report);
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be written to", e);
        }
        return octets.toByteArray();
    }

    private static Map<String, Certificate> certificates(
            VerificationReport report, RevocationProofs proofs) {
        Map<String, Certificate> certificates = new LinkedHashMap<>();
        report.layers().stream()
                .flatMap(layer -> layer.signers().stream())
                .forEach(signer -> add(certificates, signer));
        proofs.signers().forEach(each -> certificates.putIfAbsent(each.sha256(), each));
        return certificates;
    }

    private static void add(Map<String, Certificate> certificates, SignerVerdict signer) {
        signer.certificate().ifPresent(each -> certificates.putIfAbsent(each.sha256(), each));
        signer.path().forEach(each -> certificates.putIfAbsent(each.sha256(), each));
    }
}
