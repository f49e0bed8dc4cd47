package org.securemessaging.certificate;

/**
 * Walks over DER without making objects of it: for structures of many megabytes, and to find the
 * very octets that a signature is over. It knows tags of one octet and lengths of up to four, which
 * is all that certificates and CRLs have. One thread uses it.
 */
public final class DerCursor {
    private final byte[] octets;
    private final int end;
    private int position;
    private int tag;
    private int contentStart;
    private int contentEnd;

    /**
     * A cursor before the first element of a range.
     *
     * @param octets where the elements lie; not copied
     * @param start the range's first octet
     * @param end the octet behind the range
     */
    public DerCursor(byte[] octets, int start, int end) {
        this.octets = octets;
        this.position = start;
        this.end = end;
    }

    /**
     * Whether the range holds another element.
     *
     * @return false at its end
     */
    public boolean hasNext() {
        return position < end;
    }

    /**
     * The tag of the next element, which stays the next.
     *
     * @return the tag octet, or -1 at the end
     */
    public int peekTag() {
        return hasNext() ? octets[position] & 0xff : -1;
    }

    /**
     * Goes to the next element.
     *
     * @return the tag octet
     * @throws CertificateFormatException if the range is at its end or the element goes beyond it
     */
    public int next() {
        if (end - position < 2) {
            throw malformed("element cut short");
        }
        tag = octets[position] & 0xff;
        if ((tag & 0x1f) == 0x1f) {
            throw malformed("tag of several octets");
        }
        int first = octets[position + 1];
        int lengthOctets = first >= 0 ? 0 : first & 0x7f;
        if (first == (byte) 0x80 || lengthOctets > 4 || end - position - 2 < lengthOctets) {
            throw malformed("length that is indefinite or too long");
        }
        long length = first >= 0 ? first : 0;
        for (int i = 0; i < lengthOctets; i++) {
            length = length << 8 | (octets[position + 2 + i] & 0xff);
        }
        contentStart = position + 2 + lengthOctets;
        if (length > end - contentStart) {
            throw malformed("element goes beyond its container");
        }
        contentEnd = contentStart + (int) length;
        position = contentEnd;
        return tag;
    }

    /**
     * Goes to the next element, which must have a certain tag.
     *
     * @param expected the tag octet
     * @throws CertificateFormatException if it has another
     */
    public void next(int expected) {
        if (next() != expected) {
            throw malformed("tag " + tag + " where " + expected + " belongs");
        }
    }

    /**
     * A cursor over the content of the present element.
     *
     * @return a new cursor
     */
    public DerCursor content() {
        return new DerCursor(octets, contentStart, contentEnd);
    }

    /**
     * What the cursor walks over.
     *
     * @return the octets given; not a copy, and not to be changed
     */
    public byte[] octets() {
        return octets;
    }

    /**
     * Where the present element's content begins.
     *
     * @return an offset in the octets
     */
    public int contentStart() {
        return contentStart;
    }

    /**
     * Where the present element's content, and so the element, ends.
     *
     * @return an offset in the octets
     */
    public int contentEnd() {
        return contentEnd;
    }

    /**
     * Where the next element begins.
     *
     * @return an offset in the octets
     */
    public int position() {
        return position;
    }

    private CertificateFormatException malformed(String what) {
        return new CertificateFormatException(
                "malformed DER at octet " + position + ": " + what, null);
    }
}
