package org.securemessaging.pipeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.verification.HeaderDifference;
import org.securemessaging.verification.LayerReport;
import org.securemessaging.verification.SignerVerdict;
import org.securemessaging.verification.VerificationReport;

/**
 * Writes a report as JSON, for the command line and the archive. Every member is there in every
 * object; what is not known is null. {@code docs/command-line.md} describes the members.
 */
public final class ReportJson {
    private ReportJson() {}

    /**
     * Writes a report as an object.
     *
     * @param to where
     * @param file the member {@code file}
     * @param authenticationResults the member {@code authenticationResults}: the value that the
     *     server would stamp (RFC 8601 §2.2)
     * @param report the report
     * @throws IOException if it can't be written there
     */
    public static void write(
            JsonGenerator to, String file, String authenticationResults, VerificationReport report)
            throws IOException {
        to.writeStartObject();
        to.writeStringField("file", file);
        to.writeStringField("result", report.result().keyword());
        ReportMembers.writeReasons(to, report.reasons());
        to.writeStringField("authenticationResults", authenticationResults);
        to.writeArrayFieldStart("layers");
        for (LayerReport layer : report.layers()) {
            writeLayer(to, layer);
        }
        to.writeEndArray();
        ReportMembers.writeFindings(to, report.findings());
        to.writeEndObject();
    }

    private static void writeLayer(JsonGenerator to, LayerReport layer) throws IOException {
        to.writeStartObject();
        to.writeStringField("type", layer.type());
        to.writeStringField("form", layer.form().word());
        to.writeArrayFieldStart("signers");
        for (SignerVerdict signer : layer.signers()) {
            writeSigner(to, signer);
        }
        to.writeEndArray();
        to.writeStringField("part", layer.part());
        to.writeBooleanField("counted", layer.counted());
        ReportMembers.writeReasons(to, ReportMembers.codes(layer.findings()));
        ReportMembers.writeFindings(to, layer.findings());
        to.writeArrayFieldStart("differingHeaders");
        for (HeaderDifference difference : layer.differences()) {
            writeDifference(to, difference);
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    private static void writeDifference(JsonGenerator to, HeaderDifference difference)
            throws IOException {
        to.writeStartObject();
        to.writeStringField("name", difference.name());
        writeTexts(to, "outer", difference.outer());
        writeTexts(to, "signed", difference.signed());
        to.writeEndObject();
    }

    private static void writeTexts(JsonGenerator to, String name, List<String> texts)
            throws IOException {
        to.writeArrayFieldStart(name);
        for (String text : texts) {
            to.writeString(text);
        }
        to.writeEndArray();
    }

    private static void writeSigner(JsonGenerator to, SignerVerdict signer) throws IOException {
        to.writeStartObject();
        to.writeStringField("result", signer.result().keyword());
        ReportMembers.writeReasons(to, ReportMembers.codes(signer.findings()));
        to.writeFieldName("certificate");
        if (signer.certificate().isPresent()) {
            ReportMembers.writeCertificate(to, signer.certificate().get());
        } else {
            to.writeNull();
        }
        to.writeStringField("digestAlgorithm", signer.digestAlgorithm());
        to.writeStringField("signatureAlgorithm", signer.signatureAlgorithm());
        writeOptional(to, "signingTime", signer.signingTime().map(Object::toString));
        writeOptional(to, "identifier", signer.identifier());
        to.writeArrayFieldStart("path");
        for (Certificate certificate : signer.path()) {
            ReportMembers.writeCertificate(to, certificate);
        }
        to.writeEndArray();
        ReportMembers.writeFindings(to, signer.findings());
        to.writeEndObject();
    }

    private static void writeOptional(JsonGenerator to, String name, Optional<String> value)
            throws IOException {
        if (value.isPresent()) {
            to.writeStringField(name, value.get());
        } else {
            to.writeNullField(name);
        }
    }
}
