package org.securemessaging.admin.verify;

import java.io.PrintStream;
import java.time.Duration;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.report.PlainText;

/**
 * One line on standard error that says how far a long run has come. Silent unless standard error is
 * a terminal and many files are read. Not thread safe.
 */
final class ProgressLine {
    // Fewer are done before one could read it.
    private static final int MANY = 20;
    // Often enough to look alive, seldom enough to cost nothing.
    private static final long INTERVAL = Duration.ofMillis(200).toNanos();
    private static final String ERASE = "\r\u001b[K";
    // With the numbers before it, it fits on a terminal of 80 columns, and can be erased.
    private static final int LONGEST_NAME = 60;

    private final PrintStream err;
    private final int total;
    private final boolean shown;
    private long next = System.nanoTime();
    private boolean standing;

    ProgressLine(Terminal terminal, int total) {
        this.err = terminal.err();
        this.total = total;
        this.shown = terminal.interactive() && total >= MANY;
    }

    /**
     * Says that a file is being read.
     *
     * @param done how many were done before
     * @param file the file's name
     */
    void at(int done, String file) {
        if (shown && System.nanoTime() - next >= 0) {
            next = System.nanoTime() + INTERVAL;
            err.print(ERASE + (done + 1) + "/" + total + " " + tail(PlainText.of(file)));
            err.flush();
            standing = true;
        }
    }

    /** Removes the line, so that something else can be written. */
    void clear() {
        if (standing) {
            err.print(ERASE);
            err.flush();
            standing = false;
        }
    }

    private static String tail(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : "..." + name.substring(name.length() - LONGEST_NAME);
    }
}
