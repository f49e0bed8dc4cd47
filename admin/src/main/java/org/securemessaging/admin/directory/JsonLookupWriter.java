package org.securemessaging.admin.directory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.securemessaging.directory.lookup.Candidate;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.directory.lookup.RejectedCandidate;
import org.securemessaging.directory.lookup.SourceFailure;
import org.securemessaging.pipeline.report.ReportMembers;

/**
 * Writes one JSON object a line, in UTF-8 whatever the locale. Every member is there in every
 * object. {@code docs/command-line.md} describes the members.
 */
final class JsonLookupWriter implements LookupWriter {
    private final PrintStream out;
    private final JsonFactory json = new JsonFactory();

    JsonLookupWriter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(LookUp found) {
        byte[] line = (object(found) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }

    private String object(LookUp found) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            to.writeStartObject();
            to.writeStringField(
                    "address", found.address().localPart() + "@" + found.address().domain());
            to.writeStringField("outcome", found.outcome().name().toLowerCase(Locale.ROOT));
            writeChosen(to, found.chosen());
            to.writeArrayFieldStart("notJudged");
            for (Candidate candidate : found.passedOver()) {
                to.writeStartObject();
                writeCandidate(to, candidate);
                to.writeEndObject();
            }
            to.writeEndArray();
            to.writeArrayFieldStart("rejected");
            for (RejectedCandidate rejected : found.rejected()) {
                writeRejected(to, rejected);
            }
            to.writeEndArray();
            writeTroubles(to, found);
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text.toString();
    }

    private static void writeChosen(JsonGenerator to, Optional<Candidate> chosen)
            throws IOException {
        if (chosen.isEmpty()) {
            to.writeNullField("chosen");
            return;
        }
        to.writeObjectFieldStart("chosen");
        writeCandidate(to, chosen.get());
        to.writeEndObject();
    }

    private static void writeRejected(JsonGenerator to, RejectedCandidate rejected)
            throws IOException {
        to.writeStartObject();
        writeCandidate(to, rejected.candidate());
        ReportMembers.writeReasons(to, ReportMembers.codes(rejected.findings()));
        ReportMembers.writeFindings(to, rejected.findings());
        to.writeEndObject();
    }

    private static void writeCandidate(JsonGenerator to, Candidate candidate) throws IOException {
        to.writeFieldName("certificate");
        ReportMembers.writeCertificate(to, candidate.certificate());
        to.writeStringField(
                "notBefore",
                candidate.certificate().holder().getNotBefore().toInstant().toString());
        to.writeStringField(
                "notAfter", candidate.certificate().holder().getNotAfter().toInstant().toString());
        to.writeStringField("origin", candidate.origin());
        writeTexts(
                to,
                "capabilities",
                candidate.capabilities().map(CapabilityNames::of).orElseGet(List::of));
    }

    private static void writeTroubles(JsonGenerator to, LookUp found) throws IOException {
        to.writeArrayFieldStart("failures");
        for (SourceFailure failure : found.failures()) {
            to.writeStartObject();
            to.writeStringField("source", failure.source());
            to.writeStringField("detail", failure.detail());
            to.writeEndObject();
        }
        to.writeEndArray();
        writeTexts(to, "problems", found.problems());
    }

    private static void writeTexts(JsonGenerator to, String name, List<String> texts)
            throws IOException {
        to.writeArrayFieldStart(name);
        for (String text : texts) {
            to.writeString(text);
        }
        to.writeEndArray();
    }
}
