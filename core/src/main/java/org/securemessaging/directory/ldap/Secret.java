package org.securemessaging.directory.ldap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password, or where it is. Its text form never shows it. Immutable and thread safe. */
public sealed interface Secret {
    /**
     * The password.
     *
     * @return its text
     * @throws UncheckedIOException if it can't be read now
     */
    String reveal();

    /** A password that was told. */
    final class Told implements Secret {
        private final String text;

        /**
         * A password.
         *
         * @param text the password itself
         */
        public Told(String text) {
            this.text = text;
        }

        @Override
        public String reveal() {
            return text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Told told && told.text.equals(text);
        }

        @Override
        public int hashCode() {
            return Told.class.hashCode();
        }

        @Override
        public String toString() {
            return "(hidden)";
        }
    }

    /**
     * A password in a file, read anew each time, so that it can be changed while the server runs.
     * One line ending at the end is no part of it.
     *
     * @param file the file, UTF-8
     */
    record InFile(Path file) implements Secret {
        @Override
        public String reveal() {
            try {
                return Files.readString(file).replaceFirst("\\r?\\n\\z", "");
            } catch (IOException e) {
                throw new UncheckedIOException("the password file " + file + " can't be read", e);
            }
        }
    }
}
