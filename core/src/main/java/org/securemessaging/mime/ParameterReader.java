package org.securemessaging.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * Reads {@code value; name=value; …} (RFC 2045 §5.1) with MIME4J's lenient tokens.
 *
 * <p>Quoted values are read here: MIME4J decodes encoded words in them, and a boundary that looks
 * like one must stay as it is, since it is compared with the lines of the body.
 */
final class ParameterReader {
    private static final BitSet SEMICOLON = RawFieldParser.INIT_BITSET(';');
    private static final BitSet EQUAL_OR_SEMICOLON = RawFieldParser.INIT_BITSET('=', ';');
    private static final String SPECIALS = "()<>@,;:\\\"/[]?=";

    private final ByteSequence bytes;
    private final ParserCursor cursor;
    private final String main;

    ParameterReader(String body) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        this.bytes = new ByteArrayBuffer(octets, true);
        this.cursor = new ParserCursor(0, octets.length);
        this.main = RawFieldParser.DEFAULT.parseToken(bytes, cursor, SEMICOLON);
        skipOne();
    }

    /** What stands before the first semicolon, without comments. */
    String main() {
        return main;
    }

    /** The parameters in their order. To be called once. */
    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        while (!cursor.atEnd()) {
            String name = RawFieldParser.DEFAULT.parseToken(bytes, cursor, EQUAL_OR_SEMICOLON);
            boolean valued = current() == '=';
            skipOne();
            if (valued) {
                parameters.add(value(name.toLowerCase(Locale.ROOT)));
            }
        }
        return parameters;
    }

    /** Whether the text is an RFC 2045 token. */
    static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c < 127 && SPECIALS.indexOf(c) < 0);
    }

    private Parameter value(String name) {
        RawFieldParser.DEFAULT.skipAllWhiteSpace(bytes, cursor);
        Parameter parameter;
        if (current() == '"') {
            String value = quoted();
            String rest = RawFieldParser.DEFAULT.parseToken(bytes, cursor, SEMICOLON);
            parameter = new Parameter(name, value, rest.isEmpty());
        } else {
            String value = RawFieldParser.DEFAULT.parseToken(bytes, cursor, SEMICOLON);
            parameter = new Parameter(name, value, isToken(value));
        }
        skipOne();
        return parameter;
    }

    private String quoted() {
        ByteArrayBuffer value = new ByteArrayBuffer(64);
        int at = cursor.getPos() + 1;
        int end = cursor.getUpperBound();
        while (at < end && bytes.byteAt(at) != '"') {
            // A backslash before anything else stays, for the sake of Windows' paths.
            boolean escapes =
                    bytes.byteAt(at) == '\\'
                            && at + 1 < end
                            && (bytes.byteAt(at + 1) == '"' || bytes.byteAt(at + 1) == '\\');
            at += escapes ? 1 : 0;
            value.append(bytes.byteAt(at));
            at++;
        }
        cursor.updatePos(Math.min(end, at + 1));
        return new String(value.toByteArray(), StandardCharsets.UTF_8);
    }

    private int current() {
        return cursor.atEnd() ? -1 : bytes.byteAt(cursor.getPos());
    }

    private void skipOne() {
        if (!cursor.atEnd()) {
            cursor.updatePos(cursor.getPos() + 1);
        }
    }
}
