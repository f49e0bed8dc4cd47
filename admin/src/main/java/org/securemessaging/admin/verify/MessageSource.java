package org.securemessaging.admin.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.SpoolLimits;

/** Something a message can be read from. */
sealed interface MessageSource {
    /**
     * How it is called in reports.
     *
     * @return the file as it was named or found, or {@code -}
     */
    String name();

    /**
     * Reads the message.
     *
     * @param limits how large it may be, and where it goes if it must be kept
     * @return the octets, to be closed by the caller
     * @throws IOException if it can't be read, or is too large
     */
    MessageBytes open(SpoolLimits limits) throws IOException;

    /**
     * A file, or a pipe with a name.
     *
     * @param path where it is
     */
    record FileSource(Path path) implements MessageSource {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public MessageBytes open(SpoolLimits limits) throws IOException {
            if (!Files.isRegularFile(path)) {
                try (InputStream in = Files.newInputStream(path)) {
                    return MessageBytes.read(in, limits);
                }
            }
            if (Files.size(path) > limits.maximumSize()) {
                throw new MessageTooLargeException(limits.maximumSize());
            }
            return MessageBytes.of(path);
        }
    }

    /**
     * Standard input.
     *
     * @param in the stream
     */
    record StandardInput(InputStream in) implements MessageSource {
        /** How it is named on the command line, after the old custom. */
        static final String NAME = "-";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public MessageBytes open(SpoolLimits limits) throws IOException {
            return MessageBytes.read(in, limits);
        }
    }

    /**
     * A file or folder that was met below a folder and can't be read.
     *
     * @param path where it is
     * @param problem what happened
     */
    record Unreadable(Path path, IOException problem) implements MessageSource {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public MessageBytes open(SpoolLimits limits) throws IOException {
            throw problem;
        }
    }
}
