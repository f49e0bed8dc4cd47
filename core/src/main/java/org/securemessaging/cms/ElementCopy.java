package org.securemessaging.cms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Copies one element as it arrived, within a limit on its octets. One use by one thread. */
final class ElementCopy {
    private static final int HIGH_TAG = 0x1F;

    private final BerReader reader;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int maximum;
    private final String what;

    ElementCopy(BerReader reader, int maximum, String what) {
        this.reader = reader;
        this.maximum = maximum;
        this.what = what;
    }

    /** The element whose identifier octet has been read. */
    byte[] copy(int first) throws IOException {
        copy(first, 0);
        return out.toByteArray();
    }

    private void copy(int first, int depth) throws IOException {
        if (depth > BerReader.DEEPEST) {
            throw new CmsFormatException(what + " is nested too deep");
        }
        put(first);
        if ((first & HIGH_TAG) == HIGH_TAG) {
            copyHighTag();
        }
        long length = copyLength();
        if (length >= 0) {
            copyValue(length);
        } else if ((first & BerReader.CONSTRUCTED) == 0) {
            throw new CmsFormatException("a primitive of indefinite length");
        } else {
            copyChildren(depth);
        }
    }

    private void copyHighTag() throws IOException {
        int octet;
        do {
            octet = reader.octet();
            put(octet);
        } while ((octet & 0x80) != 0);
    }

    private long copyLength() throws IOException {
        int first = reader.octet();
        put(first);
        if (first == BerReader.INDEFINITE) {
            return -1;
        }
        if (first < BerReader.INDEFINITE) {
            return first;
        }
        if (first - BerReader.INDEFINITE > BerReader.LONGEST_LENGTH) {
            throw new CmsFormatException(what + " has a malformed length");
        }
        long length = 0;
        for (int i = first - BerReader.INDEFINITE; i > 0; i--) {
            int octet = reader.octet();
            put(octet);
            length = length << 8 | octet;
        }
        return length;
    }

    private void copyValue(long length) throws IOException {
        if (length > reader.room()) {
            throw new CmsFormatException(what + " is longer than what holds it");
        }
        if (length > maximum - out.size()) {
            throw tooLong();
        }
        out.writeBytes(reader.octets((int) length));
    }

    private void copyChildren(int depth) throws IOException {
        for (int child = reader.octet(); child != 0; child = reader.octet()) {
            copy(child, depth + 1);
        }
        put(0);
        if (reader.octet() != 0) {
            throw new CmsFormatException("malformed end of contents");
        }
        put(0);
    }

    private void put(int octet) {
        if (out.size() >= maximum) {
            throw tooLong();
        }
        out.write(octet);
    }

    private CmsLimitException tooLong() {
        return new CmsLimitException(what + " has more than " + maximum + " octets");
    }
}
