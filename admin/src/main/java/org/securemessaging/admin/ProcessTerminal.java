package org.securemessaging.admin;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out what the streams of this process are. */
final class ProcessTerminal {
    // Set by the starter script, which can ask the shell.
    private static final String PROPERTY = "securemessaging.terminal";
    // Lines are flushed one by one, so a bigger buffer would gain nothing.
    private static final int BUFFER = 8192;

    private ProcessTerminal() {}

    static Terminal open() {
        return new Terminal(System.in, standardOutput(), System.err, isTerminal());
    }

    // System.out encodes each line as it is printed; a buffer makes a hundred thousand lines fast.
    private static PrintStream standardOutput() {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
                false,
                Charset.defaultCharset());
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(Boolean::parseBoolean)
                .orElseGet(ProcessTerminal::standardErrorIsDevice);
    }

    // Java 17 knows only of standard input and output; Linux tells about standard error.
    private static boolean standardErrorIsDevice() {
        try {
            Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
            return device.startsWith("/dev/pts") || device.startsWith("/dev/tty");
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            // Another system, where only the starter script can tell.
            return false;
        }
    }
}
