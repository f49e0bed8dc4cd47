package org.securemessaging.cms;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One form of the signed content, with the digests computed of it so far. Used by one thread. */
final class DigestedContent {
    private static final int BUFFER = 16 * 1024;

    private final SignedOctets octets;
    private final Map<DigestAlgorithm, byte[]> digests = new EnumMap<>(DigestAlgorithm.class);
    private final Provider bouncyCastle;

    DigestedContent(SignedOctets octets, Provider bouncyCastle) {
        this.octets = octets;
        this.bouncyCastle = bouncyCastle;
    }

    SignedOctets octets() {
        return octets;
    }

    /** Notes digests that were computed while the content passed by. */
    void add(Map<DigestAlgorithm, byte[]> computed) {
        digests.putAll(computed);
    }

    /** Computes those that are missing, all in one pass. */
    void require(Set<DigestAlgorithm> wanted) throws IOException {
        Map<DigestAlgorithm, MessageDigest> running = new EnumMap<>(DigestAlgorithm.class);
        for (DigestAlgorithm algorithm : wanted) {
            if (!digests.containsKey(algorithm)) {
                running.put(algorithm, algorithm.newDigest(bouncyCastle));
            }
        }
        if (running.isEmpty()) {
            return;
        }
        try (InputStream in = octets.open()) {
            in.transferTo(OctetSink.of(running.values()));
        }
        running.forEach((algorithm, digest) -> digests.put(algorithm, digest.digest()));
    }

    /** Whether the digest, computed before, is this one. */
    boolean hasDigest(DigestAlgorithm algorithm, byte[] expected) {
        return Optional.ofNullable(digests.get(algorithm))
                .filter(digest -> Arrays.equals(digest, expected))
                .isPresent();
    }

    /** Whether it has more octets than this. */
    boolean longerThan(int limit) throws IOException {
        try (InputStream in = octets.open()) {
            byte[] buffer = new byte[BUFFER];
            long length = 0;
            for (int n = in.read(buffer); n >= 0 && length <= limit; n = in.read(buffer)) {
                length += n;
            }
            return length > limit;
        }
    }

    /** At most as many octets as asked for, from the beginning. */
    byte[] start(int maximum) throws IOException {
        try (InputStream in = octets.open()) {
            return in.readNBytes(maximum);
        }
    }
}
