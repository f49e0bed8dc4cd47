package org.securemessaging.admin.trust;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.trust.list.TrustListFile;
import org.securemessaging.trust.list.TrustListFormatException;
import picocli.CommandLine.Option;

/** Which trust list is meant. */
final class ListOption {
    @Option(
            names = "--list",
            paramLabel = "FILE",
            required = true,
            description = "The trust list. A server that uses it follows the change in seconds.")
    private Path file;

    /**
     * Opens the list.
     *
     * @throws UnusableArgumentException if it can't be read or a line is malformed
     */
    TrustListFile open() {
        try {
            return TrustListFile.open(file);
        } catch (TrustListFormatException | UncheckedIOException e) {
            throw new UnusableArgumentException(
                    "Invalid value for option '--list': " + e.getMessage());
        }
    }

    /**
     * Writes the list.
     *
     * @throws UnusableArgumentException if it can't be written
     */
    static void save(TrustListFile list) {
        try {
            list.save();
        } catch (UncheckedIOException e) {
            throw new UnusableArgumentException(
                    "Invalid value for option '--list': " + e.getMessage() + ": " + e.getCause());
        }
    }
}
