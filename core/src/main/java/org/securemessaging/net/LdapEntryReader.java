package org.securemessaging.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads what an untrusted server answers to a search for one entry (RFC 4511 §4.5.2), and passes
 * the values that were asked for on as they arrive. Nothing of the answer is held, nothing in it
 * recurses, and no length in it is believed before the octets are there. One thread uses it, once.
 */
final class LdapEntryReader {
    // An entry, the end, and a few references to elsewhere, which are not followed.
    private static final int MOST_MESSAGES = 16;
    // What stands around the values: names and other attributes' descriptions.
    private static final long MOST_OVERHEAD = 64 << 10;
    private static final int LONGEST_DESCRIPTION = 256;
    private static final int BUFFER_BYTES = 16 * 1024;

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int ENUMERATED = 0x0A;
    private static final int OCTETS = 0x04;
    private static final int ENTRY = 0x64;
    private static final int DONE = 0x65;
    private static final int REFERENCE = 0x73;
    private static final int SUCCESS = 0;

    private final InputStream in;
    private final LdapAddress address;
    private final long maximumBytes;
    private final OutputStream sink;
    private long position;
    private long written;
    private boolean crlSeen;

    /** What the server can't have meant, or a limit that it broke. */
    static final class AnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        private final FetchResult.Failure failure;

        AnswerException(FetchResult.Failure failure, String message) {
            super(message);
            this.failure = failure;
        }

        FetchResult.Failure failure() {
            return failure;
        }
    }

    LdapEntryReader(InputStream in, LdapAddress address, long maximumBytes, OutputStream sink) {
        this.in = in;
        this.address = address;
        this.maximumBytes = maximumBytes;
        this.sink = sink;
    }

    /**
     * Reads to the end of the answer.
     *
     * @return how many octets of values were passed on
     * @throws AnswerException if the server refuses, or answers with what is no answer
     * @throws UncheckedIOException if the sink can't be written
     * @throws IOException if the connection breaks
     */
    long read() throws IOException {
        for (int messages = 0; messages < MOST_MESSAGES; messages++) {
            long end = enter(SEQUENCE, maximumBytes + MOST_OVERHEAD);
            skip(enter(INTEGER, end - position));
            int operation = next();
            long operationEnd = length(end);
            switch (operation) {
                case ENTRY -> entry(operationEnd);
                case REFERENCE -> skip(operationEnd);
                case DONE -> {
                    return done(operationEnd);
                }
                default -> throw malformed("an operation that answers no search");
            }
            skip(end);
        }
        throw malformed("more than one entry's answer");
    }

    private long done(long end) throws IOException {
        long codeEnd = enter(ENUMERATED, end - position);
        if (codeEnd - position != 1) {
            throw malformed("no result code");
        }
        int code = next();
        if (code != SUCCESS) {
            throw new AnswerException(FetchResult.Failure.REFUSED, "LDAP result " + code);
        }
        if (written == 0) {
            throw new AnswerException(
                    FetchResult.Failure.REFUSED, "the entry has no " + address.attributes());
        }
        return written;
    }

    private void entry(long end) throws IOException {
        skip(enter(OCTETS, end - position));
        long attributes = enter(SEQUENCE, end - position);
        while (position < attributes) {
            long attribute = enter(SEQUENCE, attributes - position);
            String description = description(enter(OCTETS, attribute - position));
            long values = enter(SET, attribute - position);
            while (position < values) {
                value(description, enter(OCTETS, values - position));
            }
            skip(attribute);
        }
    }

    private String description(long end) throws IOException {
        long length = end - position;
        if (length > LONGEST_DESCRIPTION) {
            skip(end);
            return "";
        }
        byte[] octets = in.readNBytes((int) length);
        position += octets.length;
        return new String(octets, StandardCharsets.US_ASCII);
    }

    private void value(String description, long end) throws IOException {
        // A place for a CRL holds one; what stands beside it is an old one or a mistake.
        boolean crl =
                LdapAddress.name(description).toLowerCase(Locale.ROOT).endsWith("revocationlist");
        if (!address.wants(description) || (crl && crlSeen)) {
            skip(end);
            return;
        }
        crlSeen |= crl;
        byte[] buffer = new byte[BUFFER_BYTES];
        while (position < end) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, end - position));
            if (count < 0) {
                throw new EOFException("the connection ends within a value");
            }
            position += count;
            pass(buffer, count);
        }
    }

    private void pass(byte[] buffer, int count) throws AnswerException {
        written += count;
        if (written > maximumBytes) {
            throw tooLarge();
        }
        try {
            sink.write(buffer, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Told apart from what the network does.
        }
    }

    /** The position at which an element ends that must come next. */
    private long enter(int tag, long most) throws IOException {
        if (next() != tag) {
            throw malformed("no such element as must come next");
        }
        return length(position + most);
    }

    private long length(long limit) throws IOException {
        int first = next();
        long length = first;
        if (first > 0x80 && first <= 0x84) {
            length = 0;
            for (int i = 0; i < first - 0x80; i++) {
                length = length << 8 | next();
            }
        } else if (first >= 0x80) {
            throw malformed("a length of a form that LDAP has not");
        }
        if (length > maximumBytes + MOST_OVERHEAD) {
            throw tooLarge();
        }
        if (position + length > limit) {
            throw malformed("an element longer than what holds it");
        }
        return position + length;
    }

    private int next() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the connection ends before the answer");
        }
        position++;
        return octet;
    }

    private void skip(long end) throws IOException {
        in.skipNBytes(end - position);
        position = end;
    }

    private static AnswerException malformed(String what) {
        return new AnswerException(FetchResult.Failure.REFUSED, "no LDAP answer: " + what);
    }

    private AnswerException tooLarge() {
        return new AnswerException(
                FetchResult.Failure.TOO_LARGE, "over " + maximumBytes + " bytes");
    }
}
