package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.securemessaging.cms.DigestAlgorithm;

/** A content's digests and its length, had in one pass. */
final class ContentDigests {
    private static final int BUFFER = 16 * 1024;

    private final Map<DigestAlgorithm, byte[]> values;
    private final long length;

    private ContentDigests(Map<DigestAlgorithm, byte[]> values, long length) {
        this.values = values;
        this.length = length;
    }

    /** Reads the content to its end, and writes it on as it is. */
    static ContentDigests of(
            InputStream content,
            OutputStream copy,
            Collection<DigestAlgorithm> algorithms,
            Provider bouncyCastle)
            throws IOException {
        Map<DigestAlgorithm, MessageDigest> digests = new EnumMap<>(DigestAlgorithm.class);
        algorithms.forEach(each -> digests.put(each, each.newDigest(bouncyCastle)));
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        for (int got = content.read(buffer); got >= 0; got = content.read(buffer)) {
            for (MessageDigest digest : digests.values()) {
                digest.update(buffer, 0, got);
            }
            copy.write(buffer, 0, got);
            length += got;
        }
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        digests.forEach((algorithm, digest) -> values.put(algorithm, digest.digest()));
        return new ContentDigests(values, length);
    }

    byte[] value(DigestAlgorithm algorithm) {
        return values.get(algorithm).clone();
    }

    long length() {
        return length;
    }
}
