package org.securemessaging.mime.pgp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The base64 of one armoured OpenPGP message (RFC 9580 §6.2), before and behind which nothing may
 * stand. Stricter than the RFC, whose readers pass over what they don't know: here that is where
 * something might hide. Not thread safe.
 */
final class ArmouredSymbols extends InputStream {
    private static final String BEGIN = "-----BEGIN PGP MESSAGE-----";
    private static final String END = "-----END PGP MESSAGE-----";

    /** Those that programs write of themselves, a line each. */
    private static final Set<String> FIELDS = Set.of("Version", "Comment", "Charset", "Hash");

    private static final int MOST_FIELDS = 4;

    /** RFC 9580 §6.1: lines of data have 76 at most; those of fields are as short by custom. */
    private static final int LONGEST_LINE = 80;

    private static final Pattern SYMBOLS = Pattern.compile("[A-Za-z0-9+/]+={0,2}|={1,2}");
    private static final Pattern CHECKSUM = Pattern.compile("=[A-Za-z0-9+/]{4}");
    private static final int GROUP = 4;

    private final InputStream in;
    private String line = "";
    private int at;
    private int loose;
    private boolean begun;
    private boolean ended;

    /**
     * Starts.
     *
     * @param armour the text, from its beginning
     */
    ArmouredSymbols(InputStream armour) {
        this.in = new BufferedInputStream(armour);
    }

    /**
     * The octets in the armour. What the JDK's decoder gets is base64 to its end, so that it finds
     * nothing to refuse; it ends at the padding, so {@link #requireEnd} has to follow.
     *
     * @return a stream that throws a {@link PgpFormatException} where the text is no armour
     */
    InputStream decoded() {
        return Base64.getDecoder().wrap(this);
    }

    /**
     * Reads what ends the armour.
     *
     * @throws PgpFormatException if that is missing, or anything comes before or behind it
     * @throws IOException if it can't be read
     */
    void requireEnd() throws IOException {
        if (read() >= 0) {
            throw new PgpFormatException("base64 goes on behind its end");
        }
    }

    @Override
    public int read() throws IOException {
        while (at == line.length() && !ended) {
            advance();
        }
        return at == line.length() ? -1 : line.charAt(at++);
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        int first = count == 0 ? 0 : read();
        if (first < 0 || count == 0) {
            return first;
        }
        target[offset] = (byte) first;
        int more = Math.min(count - 1, line.length() - at);
        for (int i = 1; i <= more; i++) {
            target[offset + i] = (byte) line.charAt(at++);
        }
        return 1 + more;
    }

    private void advance() throws IOException {
        if (!begun) {
            begin();
        }
        boolean padded = line.endsWith("=");
        line = nextLine();
        at = 0;
        if (line.equals(END) || CHECKSUM.matcher(line).matches()) {
            end();
        } else if (padded || !SYMBOLS.matcher(line).matches()) {
            throw new PgpFormatException("a line that is no base64");
        }
        loose = (loose + line.length()) % GROUP;
        if (loose != 0 && line.endsWith("=")) {
            throw new PgpFormatException("padding that fills no group");
        }
    }

    private void begin() throws IOException {
        String first = nextLine();
        while (first.isEmpty()) {
            first = nextLine();
        }
        if (!first.equals(BEGIN)) {
            throw new PgpFormatException("no armour");
        }
        int fields = 0;
        for (String field = nextLine(); !field.isEmpty(); field = nextLine()) {
            int colon = Math.max(0, field.indexOf(": "));
            if (++fields > MOST_FIELDS || !FIELDS.contains(field.substring(0, colon))) {
                throw new PgpFormatException("a line that is no field of an armour");
            }
        }
        begun = true;
    }

    /** The tail of the armour, and nothing but white space behind it. */
    private void end() throws IOException {
        if (loose != 0) {
            throw new PgpFormatException("base64 ends in the midst of a group");
        }
        if (!line.equals(END) && !nextLine().equals(END)) {
            throw new PgpFormatException("the armour has no end");
        }
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (!isSpace(octet)) {
                throw new PgpFormatException("something behind the armour");
            }
        }
        line = "";
        ended = true;
    }

    /** The next line, without what ends it and white space before that. */
    private String nextLine() throws IOException {
        StringBuilder text = new StringBuilder();
        int octet = in.read();
        if (octet < 0) {
            throw new PgpFormatException("the armour has no end");
        }
        for (; octet >= 0 && octet != '\n'; octet = in.read()) {
            if (text.length() > LONGEST_LINE) {
                throw new PgpFormatException("a line that is too long");
            }
            text.append((char) octet);
        }
        return text.toString().stripTrailing();
    }

    private static boolean isSpace(int octet) {
        return octet == '\r' || octet == '\n' || octet == ' ' || octet == '\t';
    }
}
