package org.securemessaging.admin.path;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.pipeline.report.ReportMembers;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.RejectedPath;

/**
 * Writes one JSON object a line, in UTF-8 whatever the locale. Every member is there in every
 * object. {@code docs/command-line.md} describes the members.
 */
final class JsonPathWriter implements PathWriter {
    private final PrintStream out;
    private final JsonFactory json = new JsonFactory();

    JsonPathWriter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(Target target, PathReport report) {
        byte[] line = (object(target, report) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }

    private String object(Target target, PathReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            to.writeStartObject();
            to.writeFieldName("certificate");
            ReportMembers.writeCertificate(to, target.certificate());
            to.writeBooleanField("valid", report.valid());
            ReportMembers.writeReasons(to, ReportMembers.codes(report.findings()));
            writePath(to, report.path());
            to.writeArrayFieldStart("policies");
            for (String policy : new TreeSet<>(report.policies())) {
                to.writeString(policy);
            }
            to.writeEndArray();
            to.writeStringField("file", target.file());
            ReportMembers.writeFindings(to, report.findings());
            to.writeArrayFieldStart("rejected");
            for (RejectedPath rejected : report.rejected()) {
                writeRejected(to, rejected);
            }
            to.writeEndArray();
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text.toString();
    }

    private static void writeRejected(JsonGenerator to, RejectedPath rejected) throws IOException {
        to.writeStartObject();
        ReportMembers.writeReasons(to, ReportMembers.codes(rejected.findings()));
        writePath(to, rejected.path());
        ReportMembers.writeFindings(to, rejected.findings());
        to.writeEndObject();
    }

    private static void writePath(JsonGenerator to, List<Certificate> path) throws IOException {
        to.writeArrayFieldStart("path");
        for (Certificate certificate : path) {
            ReportMembers.writeCertificate(to, certificate);
        }
        to.writeEndArray();
    }
}
