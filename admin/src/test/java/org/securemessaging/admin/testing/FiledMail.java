package org.securemessaging.admin.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.archive.folder.FolderTarget;
import org.securemessaging.archive.journal.JournalRecipient;
import org.securemessaging.archive.journal.JournalReport;
import org.securemessaging.archive.journal.JournalText;
import org.securemessaging.archive.journal.ReportPart;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.Octets;

/** A mail to Bob with one 8-bit octet, as it is filed in an archive's folder. */
public record FiledMail(String sender, String subject, String messageId, Instant at) {
    /** The mail. */
    public static final byte[] OCTETS =
            "Subject: x\r\n\r\nh\u00e4llo\n".getBytes(StandardCharsets.ISO_8859_1);

    /** Files it as {@code node1}, with {@code {"a":1}} for its facts. */
    public void file(Path root) throws IOException {
        file(root, "{\"a\":1}");
    }

    /** Files it with these facts. */
    public void file(Path root, String facts) throws IOException {
        Octets original = MessageBytes.of(OCTETS).octets();
        RecordKey key = RecordKey.of(original, sender, List.of("bob@example.org"));
        JournalReport report =
                JournalReport.of(
                        key,
                        new JournalText(
                                sender,
                                Optional.empty(),
                                subject,
                                messageId,
                                List.of(
                                        JournalRecipient.of(
                                                JournalRecipient.Field.TO, "bob@example.org"))),
                        "journal@example.org",
                        "",
                        at,
                        List.of(
                                ReportPart.message("original.eml", "Original", original),
                                ReportPart.evidence(
                                        "application/json",
                                        "facts.json",
                                        "Facts",
                                        facts.getBytes(StandardCharsets.UTF_8))));
        try (FolderTarget target =
                new FolderTarget(root, "node1", Clock.fixed(at, ZoneOffset.UTC))) {
            target.file(new ArchiveRecord(RecordKind.REPORT, key, report));
        }
    }
}
