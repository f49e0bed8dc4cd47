package org.securemessaging.admin.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.securemessaging.admin.report.JsonParts;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.verification.HeaderDifference;
import org.securemessaging.verification.LayerReport;
import org.securemessaging.verification.SignerVerdict;

/**
 * Writes one JSON object a line, in UTF-8 whatever the locale. Every member is there in every
 * object; what is not known is null. {@code docs/command-line.md} describes the members.
 */
final class JsonReportWriter implements ReportWriter {
    private final PrintStream out;
    private final JsonFactory json = new JsonFactory();

    JsonReportWriter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(JudgedMessage message) {
        byte[] line = (object(message) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }

    private String object(JudgedMessage message) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            to.writeStartObject();
            to.writeStringField("file", message.file());
            to.writeStringField("result", message.report().result().keyword());
            JsonParts.writeReasons(to, message.report().reasons());
            to.writeStringField("authenticationResults", message.authenticationResults());
            to.writeArrayFieldStart("layers");
            for (LayerReport layer : message.report().layers()) {
                writeLayer(to, layer);
            }
            to.writeEndArray();
            JsonParts.writeFindings(to, message.report().findings());
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text.toString();
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
        JsonParts.writeReasons(to, JsonParts.codes(layer.findings()));
        JsonParts.writeFindings(to, layer.findings());
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
        JsonParts.writeReasons(to, JsonParts.codes(signer.findings()));
        to.writeFieldName("certificate");
        if (signer.certificate().isPresent()) {
            JsonParts.writeCertificate(to, signer.certificate().get());
        } else {
            to.writeNull();
        }
        to.writeStringField("digestAlgorithm", signer.digestAlgorithm());
        to.writeStringField("signatureAlgorithm", signer.signatureAlgorithm());
        writeOptional(to, "signingTime", signer.signingTime().map(Object::toString));
        writeOptional(to, "identifier", signer.identifier());
        to.writeArrayFieldStart("path");
        for (Certificate certificate : signer.path()) {
            JsonParts.writeCertificate(to, certificate);
        }
        to.writeEndArray();
        JsonParts.writeFindings(to, signer.findings());
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
