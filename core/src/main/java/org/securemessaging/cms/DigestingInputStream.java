package org.securemessaging.cms;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** Digests what is read through it, by several algorithms at once. */
final class DigestingInputStream extends FilterInputStream {
    private final Map<DigestAlgorithm, MessageDigest> digests =
            new EnumMap<>(DigestAlgorithm.class);

    DigestingInputStream(
            InputStream in, Collection<DigestAlgorithm> algorithms, Provider bouncyCastle) {
        super(in);
        for (DigestAlgorithm algorithm : algorithms) {
            digests.put(algorithm, algorithm.newDigest(bouncyCastle));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int n = in.read(buffer, offset, count);
        if (n > 0) {
            for (MessageDigest digest : digests.values()) {
                digest.update(buffer, offset, n);
            }
        }
        return n;
    }

    @Override
    public long skip(long count) {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The digests of all that was read; may be asked for once. */
    Map<DigestAlgorithm, byte[]> finish() {
        Map<DigestAlgorithm, byte[]> results = new EnumMap<>(DigestAlgorithm.class);
        digests.forEach((algorithm, digest) -> results.put(algorithm, digest.digest()));
        return results;
    }
}
