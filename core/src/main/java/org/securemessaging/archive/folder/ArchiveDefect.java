package org.securemessaging.archive.folder;

import java.nio.file.Path;

/**
 * Something in an archive's folder that is not as it was written.
 *
 * @param kind what is wrong
 * @param file where, relative to the archive's folder
 * @param detail a sentence for an administrator
 */
public record ArchiveDefect(Kind kind, Path file, String detail) {
    /** Kinds of defects. */
    public enum Kind {
        /** A line of a manifest was changed, or lines before it were removed. */
        MANIFEST,
        /** The last line has no end: the server was killed, or writes just now. */
        TORN,
        /** A record that a manifest names is not there. */
        MISSING,
        /** A record is not the one that was filed. */
        CHANGED,
        /** A record, or the entry of a key, that no manifest knows. */
        UNKNOWN,
        /** A seal is broken or missing, or the manifest is another than was sealed. */
        SEAL,
        /** A head that was noted earlier is in no manifest: the end was cut off. */
        CUT
    }
}
