package org.securemessaging.mime;

/**
 * What may still be read of one message. Pass the same budget to all readings that belong to one
 * message (attached messages, the content of opaque layers) and they share its bounds.
 *
 * <p>Mutable, and for one thread.
 */
public final class MimeBudget {
    private final MimeLimits limits;
    private int parts;
    private int headerFields;
    private long headerBytes;

    /**
     * A budget of which nothing is used.
     *
     * @param limits the bounds
     */
    public MimeBudget(MimeLimits limits) {
        this.limits = limits;
    }

    MimeLimits limits() {
        return limits;
    }

    void enterDepth(int depth) {
        if (depth > limits.depth()) {
            throw new MimeLimitException("multiparts inside one another", limits.depth());
        }
    }

    void takePart() {
        if (++parts > limits.parts()) {
            throw new MimeLimitException("parts", limits.parts());
        }
    }

    void takeField(long length) {
        headerBytes += length;
        if (++headerFields > limits.headerFields()) {
            throw new MimeLimitException("header fields", limits.headerFields());
        }
        if (headerBytes > limits.headerBytes()) {
            throw new MimeLimitException("header octets", limits.headerBytes());
        }
    }
}
