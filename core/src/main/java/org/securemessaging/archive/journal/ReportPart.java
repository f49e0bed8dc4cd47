package org.securemessaging.archive.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.securemessaging.archive.Carriage;
import org.securemessaging.mime.Octets;

/**
 * One part of a report behind its text. A message stands in it octet for octet, as {@code
 * message/rfc822}; where the way to the target does not carry its octets, it becomes {@code
 * application/octet-stream} in base64, since RFC 2046 §5.2.1 allows no encoding of a message.
 * Immutable and thread safe.
 */
public final class ReportPart {
    private static final String CRLF = "\r\n";
    private static final String MESSAGE = "message/rfc822";
    private static final int COPY_BUFFER = 64 * 1024;

    private final String type;
    private final String fileName;
    private final String description;
    private final Source source;
    private final Carriage least;

    private ReportPart(
            String type, String fileName, String description, Source source, Carriage least) {
        this.type = type;
        this.fileName = fileName;
        this.description = description;
        this.source = source;
        this.least = least;
    }

    /**
     * A message.
     *
     * @param fileName the name to save it as, of letters, digits, dots and hyphens
     * @param description what it is, in ASCII
     * @param message its octets, which must stay readable as long as the report is used
     * @return the part
     * @throws IOException if it can't be read
     */
    public static ReportPart message(String fileName, String description, Octets message)
            throws IOException {
        return new ReportPart(MESSAGE, fileName, description, message::open, OctetSurvey.of(message));
    }

    /**
     * Evidence that is no message; always in base64.
     *
     * @param type the MIME type
     * @param fileName the name to save it as, of letters, digits, dots and hyphens
     * @param description what it is, in ASCII
     * @param octets the octets; not copied, so they must not be changed afterwards
     * @return the part
     */
    public static ReportPart evidence(
            String type, String fileName, String description, byte[] octets) {
        return evidence(type, fileName, description, () -> new ByteArrayInputStream(octets));
    }

    /**
     * Evidence of any size that is no message; always in base64.
     *
     * @param type the MIME type
     * @param fileName the name to save it as, of letters, digits, dots and hyphens
     * @param description what it is, in ASCII
     * @param source gives its octets, the same each time
     * @return the part
     */
    public static ReportPart evidence(
            String type, String fileName, String description, Source source) {
        return new ReportPart(type, fileName, description, source, Carriage.SEVEN_BIT);
    }

    /** Gives octets. */
    @FunctionalInterface
    public interface Source {
        /**
         * Opens them.
         *
         * @return a new stream, to be closed
         * @throws IOException if they can't be read
         */
        InputStream open() throws IOException;
    }

    /** The least way that carries the part as it is best written. */
    Carriage least(Carriage carriage) {
        return carriage.carries(least) ? least : Carriage.SEVEN_BIT;
    }

    /** Writes header and body. */
    void writeTo(OutputStream out, Carriage carriage) throws IOException {
        boolean asIs = type.equals(MESSAGE) && carriage.carries(least);
        out.write(
                header(
                                type.equals(MESSAGE) && !asIs ? "application/octet-stream" : type,
                                asIs ? least.token() : "base64")
                        .getBytes(StandardCharsets.US_ASCII));
        if (asIs) {
            copy(out);
        } else {
            try (OutputStream encoded = Base64.getMimeEncoder().wrap(new Unclosed(out))) {
                copy(encoded);
            }
        }
    }

    private String header(String written, String encoding) {
        return "Content-Type: "
                + written
                + CRLF
                + "Content-Transfer-Encoding: "
                + encoding
                + CRLF
                + "Content-Disposition: attachment; filename=\""
                + fileName
                + "\""
                + CRLF
                + "Content-Description: "
                + description
                + CRLF
                + CRLF;
    }

    private void copy(OutputStream out) throws IOException {
        byte[] buffer = new byte[COPY_BUFFER];
        try (InputStream in = source.open()) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                out.write(buffer, 0, got);
            }
        }
    }
}
