package org.securemessaging.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds octets eight at a time: a word minus the pattern has a zero octet where the octet sought
 * stands. Several times the speed of a loop over single octets, which the JIT does not vectorise.
 */
final class OctetSearch {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0x0101010101010101L;
    private static final long SEVEN = 0x7f7f7f7f7f7f7f7fL;
    private static final long LINE_FEEDS = LOW * '\n';
    private static final long RETURNS = LOW * '\r';

    private OctetSearch() {}

    /** The first position of an octet in a range, or the range's end. */
    static int indexOf(byte[] bytes, int from, int to, byte sought) {
        long pattern = LOW * sought;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = zeros((long) WORD.get(bytes, at) ^ pattern);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && bytes[at] != sought) {
            at++;
        }
        return at;
    }

    /**
     * The first line feed in a range that no carriage return precedes, or the range's end.
     *
     * @param afterReturn whether the octet before the range is a carriage return
     */
    static int indexOfBareLineFeed(byte[] bytes, int from, int to, boolean afterReturn) {
        long carry = afterReturn ? 0x80L : 0L;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(bytes, at);
            long returns = zeros(word ^ RETURNS);
            long bare = zeros(word ^ LINE_FEEDS) & ~(returns << 8 | carry);
            if (bare != 0) {
                return at + (Long.numberOfTrailingZeros(bare) >>> 3);
            }
            carry = returns >>> 56;
        }
        boolean previous = carry != 0;
        for (; at < to; at++) {
            if (bytes[at] == '\n' && !previous) {
                return at;
            }
            previous = bytes[at] == '\r';
        }
        return to;
    }

    /** The top bit of every octet that is zero, and no other bit. */
    private static long zeros(long word) {
        return ~(((word & SEVEN) + SEVEN) | word | SEVEN);
    }
}
