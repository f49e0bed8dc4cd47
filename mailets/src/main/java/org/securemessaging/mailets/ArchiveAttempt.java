package org.securemessaging.mailets;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.pipeline.archive.Filing;

/**
 * What came of trying to archive a mail.
 *
 * @param key the key of its journal report, as far as it is known
 * @param filing what the targets did; empty if there was nothing to do
 */
record ArchiveAttempt(Optional<RecordKey> key, Optional<Filing> filing) {
    /** There was nothing to do. */
    static ArchiveAttempt nothing() {
        return new ArchiveAttempt(Optional.empty(), Optional.empty());
    }

    /** The targets were asked. */
    static ArchiveAttempt of(RecordKey key, Filing filing) {
        return new ArchiveAttempt(Optional.of(key), Optional.of(filing));
    }

    /** A fault that the log tells: the mail's copy is not safe. */
    static ArchiveAttempt failed() {
        return new ArchiveAttempt(
                Optional.empty(),
                Optional.of(new Filing(Set.of(), List.of("an error, see the log"))));
    }

    /** Whether the mail may go on. */
    boolean complete() {
        return filing.map(Filing::complete).orElse(true);
    }

    /** The targets that have the record. */
    Set<String> filed() {
        return filing.map(Filing::filed).orElse(Set.of());
    }

    /** What is wrong with the others. */
    List<String> problems() {
        return filing.map(Filing::problems).orElse(List.of());
    }
}
