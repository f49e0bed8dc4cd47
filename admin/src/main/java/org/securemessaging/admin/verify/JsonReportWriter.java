package org.securemessaging.admin.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.securemessaging.pipeline.report.ReportJson;

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
            ReportJson.write(to, message.file(), message.authenticationResults(), message.report());
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text.toString();
    }
}
