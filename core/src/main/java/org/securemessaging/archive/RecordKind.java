package org.securemessaging.archive;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a record of the archive tells. */
public enum RecordKind {
    /** That a mail was taken on: its journal report. */
    REPORT,
    /** That a mail which was archived before went back to its sender, or was given up. */
    BOUNCE,
    /** What a CRL says that is too large to lie in every report that rests upon it. */
    STATUS;

    /**
     * The word for it in manifests and reports.
     *
     * @return six lower-case letters
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind that a word stands for.
     *
     * @param word the word
     * @return the kind, or empty if there is none
     */
    public static Optional<RecordKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
