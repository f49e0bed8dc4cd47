package org.securemessaging.mime;

/**
 * Bounds on the structure of one message.
 *
 * @param depth the most multiparts inside one another
 * @param parts the most entities, the message itself among them
 * @param headerFields the most header fields in all entities together, broken lines among them
 * @param headerBytes the most octets in the headers of all entities together
 * @param fieldBytes the most octets in one field with its folded lines
 * @param boundaryLength the most octets in a boundary; a multipart with a longer one has no parts
 */
public record MimeLimits(
        int depth,
        int parts,
        int headerFields,
        int headerBytes,
        int fieldBytes,
        int boundaryLength) {
    /** 50: a mail forwarded in turn by many people nests about 10 deep; others allow 15 to 100. */
    public static final int DEFAULT_DEPTH = 50;

    /** 1,000: large digests have some hundred parts. */
    public static final int DEFAULT_PARTS = 1_000;

    /** 10,000: a thousand parts with ten fields each; a much travelled mail itself has 150. */
    public static final int DEFAULT_HEADER_FIELDS = 10_000;

    /** 2 MiB: twice the longest field, and 2 KiB for each of a thousand parts. */
    public static final int DEFAULT_HEADER_BYTES = 2 * 1024 * 1024;

    /** 1 MiB: a To field with twenty thousand addresses. */
    public static final int DEFAULT_FIELD_BYTES = 1024 * 1024;

    /** 1,000: RFC 2046 §5.1.1 allows 70, and a line may have 998. */
    public static final int DEFAULT_BOUNDARY_LENGTH = 1_000;

    /** The default numbers. */
    public static final MimeLimits DEFAULT =
            new MimeLimits(
                    DEFAULT_DEPTH,
                    DEFAULT_PARTS,
                    DEFAULT_HEADER_FIELDS,
                    DEFAULT_HEADER_BYTES,
                    DEFAULT_FIELD_BYTES,
                    DEFAULT_BOUNDARY_LENGTH);

    /** Far below the window that delimiters are compared in. */
    private static final int LARGEST_BOUNDARY = 16 * 1024;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not positive, or the boundary's is above 16,384
     */
    public MimeLimits {
        int least =
                Math.min(
                        Math.min(depth, parts),
                        Math.min(Math.min(headerFields, headerBytes), fieldBytes));
        if (least < 1) {
            throw new IllegalArgumentException("a MIME limit is not positive: " + least);
        }
        if (boundaryLength < 1 || boundaryLength > LARGEST_BOUNDARY) {
            throw new IllegalArgumentException("boundary length out of range: " + boundaryLength);
        }
    }
}
