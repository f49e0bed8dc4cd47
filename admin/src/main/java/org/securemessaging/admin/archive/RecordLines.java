package org.securemessaging.admin.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.securemessaging.admin.report.PlainText;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.journal.JournalRecipient;
import org.securemessaging.archive.journal.JournalText;

/** Prints one line for each record. */
final class RecordLines {
    private static final int SHORT_DIGEST = 16;

    private final PrintStream out;
    private final boolean asJson;
    private final JsonFactory json = new JsonFactory();

    RecordLines(PrintStream out, boolean asJson) {
        this.out = out;
        this.asJson = asJson;
    }

    void write(FoundRecord found) {
        if (asJson) {
            byte[] line = (object(found) + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(line, 0, line.length);
        } else {
            out.println(text(found));
        }
    }

    private static String text(FoundRecord found) {
        String told =
                found.text()
                        .map(
                                text ->
                                        "%s -> %s  %s"
                                                .formatted(
                                                        text.sender(),
                                                        String.join(",", addresses(text)),
                                                        text.subject()))
                        .orElse("(the record is missing or can't be read)");
        return "%s  %s  %s  %s"
                .formatted(
                        found.line().report().substring(0, SHORT_DIGEST),
                        found.line().time(),
                        found.line().kind().word(),
                        PlainText.of(told));
    }

    private static Iterable<String> addresses(JournalText text) {
        return text.recipients().stream().map(JournalRecipient::address).toList();
    }

    private String object(FoundRecord found) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            to.writeStartObject();
            RecordJson.writeMembers(to, found);
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text.toString();
    }
}
