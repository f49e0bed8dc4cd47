package org.securemessaging.mime;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A window over a message's octets. It holds no octets itself, and lives as long as the {@link
 * MessageBytes} below it is open.
 *
 * <p>Immutable and thread safe.
 */
public final class Octets {
    /** What a stream over a file reads ahead: a few pages, and small beside any heap. */
    private static final int READ_AHEAD = 32 * 1024;

    private final Storage storage;
    private final long from;
    private final long to;

    Octets(Storage storage, long from, long to) {
        this.storage = storage;
        this.from = from;
        this.to = to;
    }

    /**
     * The number of octets.
     *
     * @return zero or more
     */
    public long length() {
        return to - from;
    }

    /**
     * Whether there is nothing in the window.
     *
     * @return true if the length is zero
     */
    public boolean isEmpty() {
        return to == from;
    }

    /**
     * A part of this window.
     *
     * @param start the first octet, counted from the start of this window
     * @param end the octet after the last one, counted likewise
     * @return the part
     * @throws IndexOutOfBoundsException unless 0 ≤ start ≤ end ≤ length
     */
    public Octets slice(long start, long end) {
        Objects.checkFromToIndex(start, end, length());
        return new Octets(storage, from + start, from + end);
    }

    /**
     * Where this window starts within another one of the same message.
     *
     * @param outer a window that this one lies in
     * @return how many octets of the outer window stand before this one
     * @throws IllegalArgumentException if it does not lie in it
     */
    public long positionIn(Octets outer) {
        if (storage != outer.storage || from < outer.from || to > outer.to) {
            throw new IllegalArgumentException("not a part of the other window");
        }
        return from - outer.from;
    }

    /**
     * Reads the octets from the start; every call gives a stream of its own. Closing it frees
     * nothing.
     *
     * @return a stream that is fast for single octets as well as in bulk
     */
    public InputStream open() {
        if (storage instanceof HeapStorage heap) {
            return new ByteArrayInputStream(heap.bytes(), (int) from, (int) length());
        }
        return new BufferedInputStream(new OctetsInputStream(this), READ_AHEAD);
    }

    /**
     * Copies the octets to the heap.
     *
     * @param limit the most octets that the caller wants there
     * @return the octets
     * @throws MimeLimitException if there are more
     * @throws UncheckedIOException if they can't be read
     */
    public byte[] toByteArray(int limit) {
        if (length() > limit) {
            throw new MimeLimitException("octets on the heap", limit);
        }
        byte[] bytes = new byte[(int) length()];
        read(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** The length, for logs; never the content. */
    @Override
    public String toString() {
        return length() + " octets";
    }

    /** Copies octets that are known to be in the window. */
    void read(long position, byte[] target, int offset, int count) {
        try {
            storage.read(from + position, target, offset, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Storage storage() {
        return storage;
    }

    long offset() {
        return from;
    }
}
