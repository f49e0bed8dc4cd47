package org.securemessaging.archive.folder;

import java.util.Arrays;

/**
 * A set of SHA-256 digests in eight octets each, so that ten million cost 80 MB. That two share
 * their first eight octets has to be contrived, and serves nobody. Not thread safe.
 */
final class Thumbprints {
    private static final int DIGITS = 16;

    private long[] digests = new long[1024];
    private int size;
    private boolean sorted = true;

    void add(String sha256) {
        if (size == digests.length) {
            digests = Arrays.copyOf(digests, size * 2);
        }
        digests[size++] = head(sha256);
        sorted = false;
    }

    boolean contains(String sha256) {
        if (!sorted) {
            Arrays.sort(digests, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(digests, 0, size, head(sha256)) >= 0;
    }

    private static long head(String sha256) {
        return Long.parseUnsignedLong(sha256, 0, DIGITS, 16);
    }
}
