package org.securemessaging.keys;

/**
 * Something in a vault that can't be used.
 *
 * @param kind what kind of thing, and so what helps
 * @param text one sentence for an administrator, naming the file or token; never a password or a
 *     key
 */
public record VaultProblem(Kind kind, String text) {
    /** What helps. */
    public enum Kind {
        /** A file, or a line in one, can't be read: it is to be mended, and is looked at again. */
        UNREADABLE,
        /** A place can't be reached; it is asked again, and may come back by itself. */
        AWAY,
        /** A place went away, and only a restart of the server brings it back. */
        RESTART
    }

    static VaultProblem unreadable(String text) {
        return new VaultProblem(Kind.UNREADABLE, text);
    }
}
