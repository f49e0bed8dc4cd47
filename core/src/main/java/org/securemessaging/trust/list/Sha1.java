package org.securemessaging.trust.list;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;

/** Which certificate an old list means, where it says SHA-1. */
final class Sha1 {
    private Sha1() {}

    static Optional<Certificate> find(byte[] hash, List<Certificate> known) {
        return known.stream()
                .filter(certificate -> Arrays.equals(hash, digest(certificate.encoded())))
                .findFirst();
    }

    private static byte[] digest(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
