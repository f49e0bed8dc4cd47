package org.securemessaging.admin.webadmin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import org.securemessaging.admin.archive.RecordJson;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.journal.JournalReader;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.Octets;
import org.securemessaging.pipeline.archive.ArchiveParts;

/** Tells one record in JSON, but for the messages in it. Thread safe. */
final class ShownRecord {
    private static final int LARGEST = 1024 * 1024;

    private final JournalReader reports = new JournalReader();
    private final JsonFactory factory = new JsonFactory();

    String json(FoundRecord found, Octets record) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = factory.createGenerator(text)) {
            to.writeStartObject();
            RecordJson.writeMembers(to, found);
            to.writeArrayFieldStart("parts");
            for (Entity part : reports.parts(record)) {
                to.writeStartObject();
                to.writeStringField("name", part.fileName().orElse(null));
                to.writeStringField("type", part.contentType().mimeType());
                to.writeNumberField("size", part.body().length());
                to.writeEndObject();
            }
            to.writeEndArray();
            for (String name : ArchiveParts.JSON) {
                to.writeFieldName(name.substring(0, name.indexOf('.')));
                writePart(to, record, name);
            }
            to.writeEndObject();
        }
        return text.toString();
    }

    /** Null if there is no such part, or it is larger than what is shown, or no JSON. */
    private void writePart(JsonGenerator to, Octets record, String name) throws IOException {
        byte[] json = new byte[0];
        for (Entity part : reports.part(record, name).stream().toList()) {
            try (InputStream in = part.decodedBody()) {
                json = in.readNBytes(LARGEST + 1);
            }
        }
        if (json.length <= LARGEST && isObject(json)) {
            try (JsonParser from = factory.createParser(json)) {
                from.nextToken();
                to.copyCurrentStructure(from);
            }
        } else {
            to.writeNull();
        }
    }

    private boolean isObject(byte[] json) throws IOException {
        try (JsonParser from = factory.createParser(json)) {
            if (from.nextToken() == null || !from.isExpectedStartObjectToken()) {
                return false;
            }
            from.skipChildren();
            return !from.isClosed() && from.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
