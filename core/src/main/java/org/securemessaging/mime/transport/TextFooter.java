package org.securemessaging.mime.transport;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.TransferEncoding;

/**
 * Puts a footer below a text.
 *
 * @param label how the body is encoded from now on
 * @param body the body with the footer
 */
public record TextFooter(String label, Content body) {
    private static final String LINE_BREAK = "\r\n";

    /**
     * Puts a footer below the text of an entity.
     *
     * @param entity an entity
     * @param footer the footer, in lines ended by CRLF
     * @return the body; empty if the entity is no plain text to be shown, or its character set
     *     lacks a character of the footer
     */
    public static Optional<TextFooter> below(Entity entity, String footer) {
        boolean shown =
                entity.contentType().is("text/plain")
                        && entity.fileName().isEmpty()
                        && entity.transferEncoding() != TransferEncoding.UNKNOWN;
        return shown
                ? charset(entity, footer).map(set -> of(entity, set, footer))
                : Optional.empty();
    }

    /**
     * A text as quoted-printable.
     *
     * @param text the octets, in lines ended by CRLF
     * @return its encoded form
     */
    public static Content encoded(byte[] text) {
        return () -> new QuotedPrintableLinesInputStream(Contents.of(text).open(), true);
    }

    private static TextFooter of(Entity entity, Charset charset, String footer) {
        Content text = () -> new CanonicalInputStream(entity.decodedBody());
        Content below = Contents.of((LINE_BREAK + footer).getBytes(charset));
        Contents whole = new Contents(List.of(text, below));
        return entity.transferEncoding() == TransferEncoding.BASE64
                ? new TextFooter("base64", () -> new Base64LinesInputStream(whole.open()))
                : new TextFooter(
                        "quoted-printable",
                        () -> new QuotedPrintableLinesInputStream(whole.open(), true));
    }

    /** The text's character set, if the footer can be written in it and it looks like ASCII. */
    private static Optional<Charset> charset(Entity entity, String footer) {
        try {
            Charset set =
                    Charset.forName(entity.contentType().parameter("charset").orElse("US-ASCII"));
            boolean asciiLike =
                    set.canEncode()
                            && LINE_BREAK.equals(
                                    new String(
                                            LINE_BREAK.getBytes(set), StandardCharsets.US_ASCII));
            return Optional.of(set)
                    .filter(usable -> asciiLike && usable.newEncoder().canEncode(footer));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
