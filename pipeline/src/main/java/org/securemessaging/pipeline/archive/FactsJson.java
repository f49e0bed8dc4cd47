package org.securemessaging.pipeline.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;

/** Writes what a record knows as JSON, in UTF-8. {@code docs/archive.md} describes the members. */
final class FactsJson {
    private final JsonFactory json = new JsonFactory();

    /** What every record has. */
    record Circumstances(RecordKind kind, RecordKey key, Instant at, String node) {}

    /** The facts of a journal report. */
    byte[] report(Circumstances circumstances, MailFacts mail, long size, ClearCopy opened) {
        return write(
                to -> {
                    start(to, circumstances, mail);
                    to.writeNumberField("size", size);
                    to.writeObjectFieldStart("decryption");
                    decryption(to, opened);
                    to.writeEndObject();
                });
    }

    /** The facts of a bounce. */
    byte[] bounce(
            Circumstances circumstances, MailFacts mail, RecordKey report, Optional<String> why) {
        return write(
                to -> {
                    start(to, circumstances, mail);
                    to.writeStringField("report", report.hex());
                    optional(to, "error", why);
                });
    }

    private interface Body {
        void writeTo(JsonGenerator to) throws IOException;
    }

    private byte[] write(Body body) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(octets)) {
            to.useDefaultPrettyPrinter();
            to.writeStartObject();
            body.writeTo(to);
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be written to", e);
        }
        return octets.toByteArray();
    }

    private static void start(JsonGenerator to, Circumstances circumstances, MailFacts mail)
            throws IOException {
        to.writeStringField("kind", circumstances.kind().word());
        to.writeStringField("key", circumstances.key().hex());
        to.writeStringField("archivedAt", circumstances.at().toString());
        to.writeStringField("node", circumstances.node());
        to.writeStringField("mail", mail.name());
        to.writeObjectFieldStart("envelope");
        to.writeStringField("sender", mail.sender());
        strings(to, "recipients", mail.addressed());
        optional(to, "authenticatedAs", mail.submitter());
        to.writeStringField("remoteAddress", mail.remoteAddress());
        to.writeStringField("helo", mail.helo());
        to.writeEndObject();
    }

    private static void decryption(JsonGenerator to, ClearCopy opened) throws IOException {
        if (opened instanceof ClearCopy.Decrypted decrypted) {
            to.writeStringField("status", "decrypted");
            to.writeArrayFieldStart("layers");
            for (ClearCopy.DecryptedLayer layer : decrypted.layers()) {
                to.writeStartObject();
                to.writeStringField("type", layer.type());
                to.writeStringField("algorithm", layer.algorithm());
                to.writeBooleanField("authenticated", layer.authenticated());
                optional(to, "key", layer.key());
                to.writeEndObject();
            }
            to.writeEndArray();
            optional(to, "remains", decrypted.remains());
        } else if (opened instanceof ClearCopy.Sealed sealed) {
            to.writeStringField("status", "not-decrypted");
            to.writeStringField("reason", sealed.reason());
        } else {
            to.writeStringField("status", "not-encrypted");
        }
    }

    private static void strings(JsonGenerator to, String name, Collection<String> values)
            throws IOException {
        to.writeArrayFieldStart(name);
        for (String value : values) {
            to.writeString(value);
        }
        to.writeEndArray();
    }

    private static void optional(JsonGenerator to, String name, Optional<String> value)
            throws IOException {
        if (value.isPresent()) {
            to.writeStringField(name, value.get());
        } else {
            to.writeNullField(name);
        }
    }
}
