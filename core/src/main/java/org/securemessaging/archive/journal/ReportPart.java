package org.securemessaging.archive.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.securemessaging.archive.Carriage;
import org.securemessaging.mime.Octets;
import org.securemessaging.mime.transport.Base64LinesInputStream;
import org.securemessaging.mime.transport.Content;
import org.securemessaging.mime.transport.Contents;

/**
 * One part of a report behind its text. A message stands in it octet for octet, as {@code
 * message/rfc822}; where the way to the target does not carry its octets, it becomes {@code
 * application/octet-stream} in base64, since RFC 2046 §5.2.1 allows no encoding of a message.
 * Immutable and thread safe.
 */
public final class ReportPart {
    private static final String CRLF = "\r\n";
    private static final String MESSAGE = "message/rfc822";

    private final String type;
    private final String fileName;
    private final String description;
    private final Content source;
    private final Carriage least;

    private ReportPart(
            String type, String fileName, String description, Content source, Carriage least) {
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
        return new ReportPart(
                MESSAGE, fileName, description, message::open, OctetSurvey.of(message));
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
            String type, String fileName, String description, Content source) {
        return new ReportPart(type, fileName, description, source, Carriage.SEVEN_BIT);
    }

    /** The least way that carries the part as it is best written. */
    Carriage least(Carriage carriage) {
        return carriage.carries(least) ? least : Carriage.SEVEN_BIT;
    }

    /** Header and body. */
    Content content(Carriage carriage) {
        boolean asIs = type.equals(MESSAGE) && carriage.carries(least);
        String written = type.equals(MESSAGE) && !asIs ? "application/octet-stream" : type;
        byte[] header =
                header(written, asIs ? least.token() : "base64")
                        .getBytes(StandardCharsets.US_ASCII);
        return new Contents(
                List.of(
                        Contents.of(header),
                        asIs ? source : () -> new Base64LinesInputStream(source.open())));
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
}
