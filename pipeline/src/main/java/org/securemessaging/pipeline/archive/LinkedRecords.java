package org.securemessaging.pipeline.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.journal.JournalReader;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.Octets;

/** Finds the records that hold what a report rests upon and is too large for it. Thread safe. */
public final class LinkedRecords {
    private static final String RECORD = "record";

    private final JsonFactory json = new JsonFactory();
    private final JournalReader reports = new JournalReader();

    /**
     * Reads which records a report names.
     *
     * @param report the report
     * @return their keys; none if it holds all it rests upon
     * @throws IOException if it can't be read, or is not as this program writes it
     */
    public Set<RecordKey> of(Octets report) throws IOException {
        Optional<Entity> list = reports.part(report, ArchiveParts.REVOCATION);
        Set<RecordKey> keys = new LinkedHashSet<>();
        if (list.isPresent()) {
            try (InputStream in = list.get().decodedBody();
                    JsonParser parser = json.createParser(in)) {
                for (JsonToken token = parser.nextToken();
                        token != null;
                        token = parser.nextToken()) {
                    if (token == JsonToken.VALUE_STRING
                            && RECORD.equals(parser.currentName())
                            && RecordKey.isKey(parser.getText())) {
                        keys.add(new RecordKey(parser.getText()));
                    }
                }
            }
        }
        return keys;
    }
}
