package org.securemessaging.archive.folder;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.mime.MessageBytes;

/** Records with a text for their content. */
final class Records {
    private Records() {}

    static ArchiveRecord of(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return new ArchiveRecord(
                RecordKind.REPORT,
                RecordKey.of(MessageBytes.of(octets).octets(), "", List.of()),
                (out, carriage) -> out.write(octets));
    }
}
