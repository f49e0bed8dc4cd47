package org.securemessaging.admin;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Objects;

/**
 * Where a command reads from and writes to.
 *
 * @param in standard input
 * @param out standard output: results, and nothing else
 * @param err standard error: progress, warnings, errors
 * @param interactive whether standard error is a terminal that a person looks at
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    /** Checks that nothing is null. */
    public Terminal {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
    }
}
