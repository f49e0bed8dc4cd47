package org.securemessaging.cms;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * Walks the frame of a BER structure (X.690 §8.1), definite and indefinite lengths alike, over a
 * stream of any length, and hands out whole elements as the octets that arrived.
 *
 * <p>Bouncy Castle's stream parser is not used for the frame: it reads a definite-length content
 * into memory, takes its limit from the size of the heap, and re-encodes what it hands out. What is
 * inside an element is its business. One use by one thread.
 */
public final class BerReader {
    /** What {@link #next} gives at the end of a container. */
    public static final int END = -1;

    /** Identifier of an integer. */
    public static final int INTEGER = 0x02;

    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int CONSTRUCTED_OCTET_STRING = 0x24;

    /** Identifier of a sequence. */
    public static final int SEQUENCE = 0x30;

    /** Identifier of a set. */
    public static final int SET = 0x31;

    /** Identifier of the context-specific constructed tag [0]. */
    public static final int CONTEXT_0 = 0xA0;

    /** Identifier of the context-specific constructed tag [1]. */
    public static final int CONTEXT_1 = 0xA1;

    /** Identifier of the context-specific primitive tag [0]. */
    private static final int PRIMITIVE_CONTEXT_0 = 0x80;

    /** An object identifier of ours has 11 octets; CMS arcs of vendors stay below 40. */
    private static final int LONGEST_OBJECT_IDENTIFIER = 128;

    /** RFC 5652 nests about 12 deep, with certificates 20. */
    static final int DEEPEST = 64;

    static final int CONSTRUCTED = 0x20;
    static final int INDEFINITE = 0x80;

    /** Octets of a length; more would not fit a long. */
    static final int LONGEST_LENGTH = 7;

    private static final int UNREAD = -2;

    /** A container: where it must end at the latest, and whether end-of-contents octets end it. */
    private record Frame(long end, boolean indefinite) {}

    private final InputStream in;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private long position;
    private int identifier = UNREAD;

    /**
     * Starts before the first element.
     *
     * @param in the structure; read octet by octet, so best buffered
     */
    public BerReader(InputStream in) {
        this.in = in;
        frames.push(new Frame(Long.MAX_VALUE, false));
    }

    /**
     * Looks at the next element in this container.
     *
     * @return its identifier octet, or {@link #END}
     * @throws IOException if the octets can't be read
     * @throws CmsFormatException if they are no BER
     */
    public int next() throws IOException {
        if (identifier == UNREAD) {
            Frame frame = frames.element();
            if (!frame.indefinite && position == frame.end) {
                return END;
            }
            identifier = octet();
        }
        return identifier == 0 && frames.element().indefinite ? END : identifier;
    }

    /**
     * Steps into the next element.
     *
     * @param expected the identifier that it must have
     * @throws IOException if the octets can't be read
     * @throws CmsFormatException if it has another, or is no BER
     */
    public void enter(int expected) throws IOException {
        int found = next();
        if (found != expected) {
            throw new CmsFormatException(
                    "found %s, not identifier %02x".formatted(name(found), expected));
        }
        enterAny();
    }

    /**
     * Steps out of a container, all of whose elements must have been read.
     *
     * @throws IOException if the octets can't be read
     * @throws CmsFormatException if there is another element, or no BER
     */
    public void leave() throws IOException {
        if (next() != END) {
            throw new CmsFormatException("an element too many: " + name(identifier));
        }
        if (frames.element().indefinite) {
            identifier = UNREAD;
            if (octet() != 0) {
                throw new CmsFormatException("malformed end of contents");
            }
        }
        frames.pop();
    }

    /**
     * Reads an object identifier.
     *
     * @return the identifier
     * @throws IOException if the octets can't be read
     * @throws CmsFormatException if there is none
     */
    public ASN1ObjectIdentifier objectIdentifier() throws IOException {
        int found = next();
        if (found != OBJECT_IDENTIFIER) {
            throw new CmsFormatException("found " + name(found) + ", no object identifier");
        }
        byte[] element = element(LONGEST_OBJECT_IDENTIFIER, "object identifier");
        if (parse(element) instanceof ASN1ObjectIdentifier oid) {
            return oid;
        }
        throw new CmsFormatException("no object identifier");
    }

    /**
     * Reads the next element whole, identifier and length included.
     *
     * @param maximum the most octets it may have
     * @param what its name, for messages
     * @return the octets as they arrived
     * @throws IOException if the octets can't be read
     * @throws CmsFormatException if it is missing, or no BER
     * @throws CmsLimitException if it is longer
     */
    public byte[] element(int maximum, String what) throws IOException {
        int first = next();
        if (first == END) {
            throw new CmsFormatException(what + " is missing");
        }
        identifier = UNREAD;
        return new ElementCopy(this, maximum, what).copy(first);
    }

    /**
     * The value of the next element as a stream: of an octet string its octets, however it is
     * segmented (X.690 §8.7); of anything else, as PKCS #7 allows it for content (RFC 5652 §5.2.1),
     * the octets behind its length. The stream must be read to its end before the reader is used
     * again.
     *
     * @return the octets
     * @throws IOException if the octets can't be read
     * @throws CmsFormatException if there is no element, or no BER
     */
    public InputStream value() throws IOException {
        int first = next();
        if (first == END) {
            throw new CmsFormatException("content is missing");
        }
        if (first == OCTET_STRING || first == CONSTRUCTED_OCTET_STRING) {
            return new ContentStream(0, true);
        }
        identifier = UNREAD;
        long length = length();
        if (length < 0) {
            throw new CmsFormatException("content of indefinite length is no octet string");
        }
        return new ContentStream(length, false);
    }

    /**
     * The value of an octet string that is implicitly tagged [0], however it is segmented, as a
     * stream. It must be read to its end before the reader is used again.
     *
     * @return the octets
     * @throws IOException if the octets can't be read
     * @throws CmsFormatException if there is no such element, or no BER
     */
    public InputStream implicitOctets() throws IOException {
        int first = next();
        if (first == PRIMITIVE_CONTEXT_0) {
            identifier = OCTET_STRING;
        } else if (first == CONTEXT_0) {
            identifier = CONSTRUCTED_OCTET_STRING;
        } else {
            throw new CmsFormatException("found " + name(first) + ", no octet string [0]");
        }
        return new ContentStream(0, true);
    }

    /**
     * Parses an element that was read whole.
     *
     * @param element identifier, length and value
     * @return the element
     * @throws CmsFormatException if it is malformed
     */
    public static ASN1Primitive parse(byte[] element) {
        try {
            return ASN1Primitive.fromByteArray(element);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed ASN.1: " + e.getMessage(), e);
        }
    }

    private void enterAny() throws IOException {
        boolean constructed = (identifier & CONSTRUCTED) != 0;
        identifier = UNREAD;
        long length = length();
        if (!constructed || frames.size() > DEEPEST) {
            throw new CmsFormatException("not constructed, or nested too deep");
        }
        long end = length < 0 ? frames.element().end : position + length;
        frames.push(new Frame(end, length < 0));
    }

    /** A length that fits the container, or -1 if it is indefinite. */
    private long length() throws IOException {
        int first = octet();
        if (first == INDEFINITE) {
            return -1;
        }
        long length = first < INDEFINITE ? first : longLength(first - INDEFINITE);
        if (length > room()) {
            throw new CmsFormatException("an element is longer than what holds it");
        }
        return length;
    }

    private long longLength(int octets) throws IOException {
        if (octets > LONGEST_LENGTH) {
            throw new CmsFormatException("a length of " + octets + " octets");
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | octet();
        }
        return length;
    }

    /** How many octets the container may still have. */
    long room() {
        return frames.element().end - position;
    }

    /** Reads octets of which there is room for so many. */
    byte[] octets(int count) throws IOException {
        byte[] octets = in.readNBytes(count);
        if (octets.length != count) {
            throw new CmsFormatException("truncated");
        }
        position += count;
        return octets;
    }

    int octet() throws IOException {
        if (position == frames.element().end) {
            throw new CmsFormatException("an element ends within its identifier or length");
        }
        int octet = in.read();
        if (octet < 0) {
            throw new CmsFormatException("truncated");
        }
        position++;
        return octet;
    }

    private static String name(int identifier) {
        return identifier == END || identifier == 0
                ? "the end"
                : "identifier %02x".formatted(identifier);
    }

    /** The octets of a content, segment after segment. */
    private final class ContentStream extends InputStream {
        private final boolean segmented;
        private final int outside = frames.size();
        private long remaining;
        private boolean ended;

        ContentStream(long remaining, boolean segmented) {
            this.remaining = remaining;
            this.segmented = segmented;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            while (remaining == 0) {
                if (!nextSegment()) {
                    return -1;
                }
            }
            int n = in.read(buffer, offset, (int) Math.min(count, remaining));
            if (n < 0) {
                throw new CmsFormatException("truncated content");
            }
            position += n;
            remaining -= n;
            ended = remaining == 0 && frames.size() == outside;
            return n;
        }

        private boolean nextSegment() throws IOException {
            if (ended || !segmented) {
                return false;
            }
            int tag = next();
            if (tag == END && frames.size() > outside) {
                leave();
                ended = frames.size() == outside;
            } else if (tag == CONSTRUCTED_OCTET_STRING) {
                enterAny();
            } else if (tag == OCTET_STRING) {
                openSegment();
            } else {
                throw new CmsFormatException(name(tag) + " within an octet string");
            }
            return !ended;
        }

        private void openSegment() throws IOException {
            identifier = UNREAD;
            remaining = length();
            if (remaining < 0) {
                throw new CmsFormatException("a primitive of indefinite length");
            }
            ended = remaining == 0 && frames.size() == outside;
        }
    }
}
