package org.securemessaging.admin.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
            to.writeStringField("sha256", found.line().report());
            to.writeStringField("archivedAt", found.line().time().toString());
            to.writeStringField("kind", found.line().kind().word());
            to.writeStringField("node", found.node());
            to.writeStringField("key", found.line().key().hex());
            to.writeNumberField("size", found.line().size());
            to.writeBooleanField("readable", found.text().isPresent());
            if (found.text().isPresent()) {
                write(to, found.text().get());
            }
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator to, JournalText text) throws IOException {
        to.writeStringField("sender", text.sender());
        to.writeStringField("onBehalfOf", text.onBehalfOf().orElse(null));
        to.writeStringField("subject", text.subject());
        to.writeStringField("messageId", text.messageId());
        to.writeArrayFieldStart("recipients");
        for (JournalRecipient recipient : text.recipients()) {
            to.writeStartObject();
            to.writeStringField("field", recipient.field().label());
            to.writeStringField("address", recipient.address());
            to.writeStringField(
                    "reason",
                    recipient
                            .source()
                            .map(s -> s.reason().name().toLowerCase(Locale.ROOT))
                            .orElse(null));
            to.writeStringField(
                    "via", recipient.source().map(JournalRecipient.Source::address).orElse(null));
            to.writeEndObject();
        }
        to.writeEndArray();
    }
}
