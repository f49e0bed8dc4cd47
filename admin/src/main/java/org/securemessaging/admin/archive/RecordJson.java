package org.securemessaging.admin.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.journal.JournalRecipient;
import org.securemessaging.archive.journal.JournalText;

/** A record in JSON, as the command line and webadmin tell it. Stateless. */
public final class RecordJson {
    private RecordJson() {}

    /**
     * Writes a record's members into the present object.
     *
     * @param to where
     * @param found the record
     * @throws IOException if they can't be written there
     */
    public static void writeMembers(JsonGenerator to, FoundRecord found) throws IOException {
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
