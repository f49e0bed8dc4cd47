package org.securemessaging.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;

/**
 * Decodes base64 in bulk (RFC 2045 §6.8): the line breaks of a block are dropped by searching for
 * them, and the rest goes to the JDK's decoder. Only a block that it refuses, or that holds
 * padding, is looked at octet by octet.
 *
 * <p>Leniently, all that is not in the alphabet is skipped, the padding may be missing, and it ends
 * the data. Strictly, only white space is skipped, and anything else is an error. Not thread safe.
 */
final class Base64BodyInputStream extends InputStream {
    /** Large enough that the costs of a block don't show, small beside a 5 KB message's budget. */
    private static final int LARGEST_BLOCK = 16 * 1024;

    private static final int GROUP = 4;

    private final InputStream source;
    private final boolean strict;
    private final byte[] raw;
    private final byte[] symbols;
    private int symbolCount;
    private int paddingCount;
    private boolean ended;
    private ByteBuffer decoded = ByteBuffer.allocate(0);

    Base64BodyInputStream(Octets body, boolean strict) {
        this.source = body.open();
        this.strict = strict;
        this.raw = new byte[(int) Math.min(LARGEST_BLOCK, body.length())];
        this.symbols = new byte[raw.length + GROUP];
    }

    @Override
    public int read() throws IOException {
        return fill() ? decoded.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int amount = Math.min(count, decoded.remaining());
        decoded.get(target, offset, amount);
        return amount;
    }

    @Override
    public int available() {
        return decoded.remaining();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private boolean fill() throws IOException {
        while (!decoded.hasRemaining() && !ended) {
            int count = source.readNBytes(raw, 0, raw.length);
            ended = count < raw.length || raw.length == 0;
            if (ended || !decodeLines(count)) {
                collect(count);
                ended |= paddingCount > 0 && !strict;
                checkEnd();
                decodeGroups();
            }
        }
        return decoded.hasRemaining();
    }

    /** The usual case: lines of base64 and nothing else. Changes nothing if it is another. */
    private boolean decodeLines(int count) {
        int before = symbolCount;
        for (int at = 0; at < count; ) {
            int lineFeed = OctetSearch.indexOf(raw, at, count, (byte) '\n');
            boolean crlf = lineFeed < count && lineFeed > at && raw[lineFeed - 1] == '\r';
            int length = (crlf ? lineFeed - 1 : lineFeed) - at;
            System.arraycopy(raw, at, symbols, symbolCount, length);
            symbolCount += length;
            at = lineFeed + 1;
        }
        if (paddingCount == 0 && endsWithSymbols()) {
            try {
                decodeGroups();
                return true;
            } catch (IllegalArgumentException e) {
                // Something other than base64 stands in between: the careful way finds it.
                symbolCount = before;
                return false;
            }
        }
        symbolCount = before;
        return false;
    }

    /** Whether no padding ends the data, and what is left for the next block is base64. */
    private boolean endsWithSymbols() {
        boolean symbol = symbolCount > 0 && symbols[symbolCount - 1] != '=';
        for (int i = symbolCount - symbolCount % GROUP; i < symbolCount; i++) {
            symbol &= isSymbol(symbols[i]);
        }
        return symbol;
    }

    /** Appends the symbols of a block one by one, up to the padding if lenient. */
    private void collect(int count) throws IOException {
        for (int i = 0; i < count && (strict || paddingCount == 0); i++) {
            byte octet = raw[i];
            if (isSymbol(octet)) {
                refuseIf(paddingCount > 0, "base64 goes on behind its padding");
                symbols[symbolCount++] = octet;
            } else if (octet == '=') {
                paddingCount++;
            } else {
                refuseIf(!isSpace(octet), "an octet that is no base64");
            }
        }
    }

    private void checkEnd() throws IOException {
        if (!ended) {
            return;
        }
        int loose = symbolCount % GROUP;
        int padding = loose == 0 ? 0 : GROUP - loose;
        refuseIf(loose == 1 || paddingCount != padding, "base64 ends in the midst of a group");
        if (loose == 1) {
            // Six bits make no octet.
            symbolCount--;
        }
    }

    private void decodeGroups() {
        int count = ended ? symbolCount : symbolCount - symbolCount % GROUP;
        decoded = Base64.getDecoder().decode(ByteBuffer.wrap(symbols, 0, count));
        System.arraycopy(symbols, count, symbols, 0, symbolCount - count);
        symbolCount -= count;
    }

    private void refuseIf(boolean wrong, String message) throws IOException {
        if (strict && wrong) {
            throw new MalformedEncodingException(message);
        }
    }

    private static boolean isSymbol(byte octet) {
        return (octet >= 'A' && octet <= 'Z')
                || (octet >= 'a' && octet <= 'z')
                || (octet >= '0' && octet <= '9')
                || octet == '+'
                || octet == '/';
    }

    private static boolean isSpace(byte octet) {
        return octet == '\r' || octet == '\n' || octet == ' ' || octet == '\t' || octet == '\f';
    }
}
