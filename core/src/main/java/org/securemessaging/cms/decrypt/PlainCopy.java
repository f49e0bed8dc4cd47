package org.securemessaging.cms.decrypt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.HeaderEdit;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.Octets;

/**
 * A message with what was inside its encrypted layers in place of them: the header fields of the
 * message, the {@code Content-} fields and the body of the entity inside, each octet as it was.
 *
 * <p>No other field is taken from inside: whoever encrypts to us could else write what only this
 * server may, such as Authentication-Results. The exceptions are fields that header protection
 * hides outside ({@link RestoredHeader}). Stateless.
 */
public final class PlainCopy {
    private static final String CONTENT = "content-";
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int TAIL = 4;

    private PlainCopy() {}

    /**
     * Puts a message together.
     *
     * @param message the message as it arrived
     * @param inside the entity inside the innermost layer that was opened
     * @return a new stream; reading it may throw an {@link java.io.UncheckedIOException}
     */
    public static InputStream of(Entity message, Entity inside) {
        List<HeaderField> restored = RestoredHeader.fields(message.header(), inside);
        Set<String> replaced =
                restored.stream().map(PlainCopy::name).collect(Collectors.toUnmodifiableSet());
        InputStream kept =
                HeaderEdit.none()
                        .remove(field -> isContent(field) || replaced.contains(name(field)))
                        .apply(fields(message.headerOctets()));
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        restored.forEach(field -> write(field, taken));
        inside.header().fields().stream()
                .filter(PlainCopy::isContent)
                .forEach(field -> write(field, taken));
        taken.writeBytes(blankLine(inside.headerOctets()));
        return new SequenceInputStream(
                Collections.enumeration(
                        List.of(
                                kept,
                                new ByteArrayInputStream(taken.toByteArray()),
                                inside.body().open())));
    }

    /** A header without the blank line that ends it. */
    private static Octets fields(Octets header) {
        long length = header.length();
        byte[] tail = header.slice(Math.max(0, length - TAIL), length).toByteArray(TAIL);
        String end = new String(tail, StandardCharsets.ISO_8859_1);
        if (end.equals("\r\n") || end.endsWith("\n\r\n")) {
            return header.slice(0, length - 2);
        }
        return end.equals("\n") || end.endsWith("\n\n") ? header.slice(0, length - 1) : header;
    }

    /** As it was: mail programs encrypt entities with the line ends of their own system. */
    private static byte[] blankLine(Octets header) {
        long length = header.length();
        byte[] tail = header.slice(Math.max(0, length - 2), length).toByteArray(2);
        return tail.length > 0 && tail[tail.length - 1] == '\n' && tail[0] != '\r'
                ? new byte[] {'\n'}
                : LINE_END;
    }

    private static void write(HeaderField field, ByteArrayOutputStream out) {
        byte[] raw = field.raw();
        out.writeBytes(raw);
        if (raw.length == 0 || raw[raw.length - 1] != '\n') {
            out.writeBytes(LINE_END);
        }
    }

    private static boolean isContent(HeaderField field) {
        return name(field).startsWith(CONTENT);
    }

    private static String name(HeaderField field) {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
