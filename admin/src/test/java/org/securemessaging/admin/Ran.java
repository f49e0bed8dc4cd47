package org.securemessaging.admin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What the command line did.
 *
 * @param status its exit status
 * @param out its standard output
 * @param err its standard error
 */
public record Ran(int status, String out, String err) {
    /** Runs the command line with nothing on standard input. */
    public static Ran with(String... arguments) {
        return with(new byte[0], false, arguments);
    }

    /** Runs the command line. */
    public static Ran with(byte[] in, boolean interactive, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new ByteArrayInputStream(in),
                        new PrintStream(out, false, Charset.defaultCharset()),
                        new PrintStream(err, false, Charset.defaultCharset()),
                        interactive);
        int status = SecureMessaging.run(terminal, arguments);
        return new Ran(
                status,
                out.toString(StandardCharsets.UTF_8),
                err.toString(Charset.defaultCharset()));
    }
}
