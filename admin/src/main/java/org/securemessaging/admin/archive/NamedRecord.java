package org.securemessaging.admin.archive;

import java.util.List;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.folder.FoundRecord;

/** Finds the one record that a name means. Stateless. */
final class NamedRecord {
    /** How names are written, for messages and help. */
    static final String ACCEPTED =
            "the first eight or more hexadecimal digits of a record's SHA-256 or of its key";

    private NamedRecord() {}

    static FoundRecord in(ArchiveReader reader, String id) {
        List<FoundRecord> found = Readings.of(() -> reader.find(id));
        if (found.size() != 1) {
            throw new UnusableArgumentException(
                    "'%s' names %d records; accepted: %s".formatted(id, found.size(), ACCEPTED));
        }
        return found.get(0);
    }
}
