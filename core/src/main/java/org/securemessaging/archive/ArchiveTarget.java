package org.securemessaging.archive;

/** A place where records go. Implementations are thread safe. */
public interface ArchiveTarget {
    /**
     * Its name for logs, metrics and mail attributes.
     *
     * @return the same after a restart, and another than those of the other targets
     */
    String name();

    /**
     * Files a record so that it is still there after a crash, unless it is there already.
     *
     * @param record the record
     * @throws ArchiveUnavailableException if that can't be done now; nothing, or the whole record,
     *     is then filed, and a further attempt finds out which
     */
    void file(ArchiveRecord record);
}
