package org.securemessaging.mime;

/**
 * A view that slides forward over octets, with a bounded buffer, or none where they are on the heap
 * already. Looking a little back or ahead is cheap. Not thread safe.
 */
final class Window {
    /** Large beside a delimiter line, small beside any heap. */
    private static final int CAPACITY = 64 * 1024;

    /** What stays in view behind a position when the view moves on: a line break. */
    private static final int BEHIND = 2;

    private final Octets octets;
    private final long length;
    private byte[] buffer;
    private int bufferFrom;
    private int bufferCount;
    private long base;

    Window(Octets octets) {
        this.octets = octets;
        this.length = octets.length();
        if (octets.storage() instanceof HeapStorage heap) {
            buffer = heap.bytes();
            bufferFrom = (int) octets.offset();
            bufferCount = (int) length;
        } else {
            buffer = new byte[(int) Math.min(CAPACITY, length)];
        }
    }

    long length() {
        return length;
    }

    Octets octets() {
        return octets;
    }

    /** The octet at a position, or -1 behind the end. */
    int at(long position) {
        if (position >= length) {
            return -1;
        }
        if (position < base || position >= base + bufferCount) {
            load(position);
        }
        return buffer[bufferFrom + (int) (position - base)] & 0xff;
    }

    /** The first position of an octet in a range, or the range's end. */
    long indexOf(byte sought, long from, long to) {
        long position = from;
        while (position < to) {
            at(position);
            int start = bufferFrom + (int) (position - base);
            int end = bufferFrom + (int) Math.min(bufferCount, to - base);
            int found = OctetSearch.indexOf(buffer, start, end, sought);
            position += found - start;
            if (found < end) {
                return position;
            }
        }
        return to;
    }

    private void load(long position) {
        base = Math.max(0, position - BEHIND);
        bufferCount = (int) Math.min(buffer.length, length - base);
        octets.read(base, buffer, 0, bufferCount);
    }
}
