package org.securemessaging.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads PKCS#12 and PEM files with private keys. Thread safe.
 *
 * <p>Of PEM it takes PKCS#8, encrypted (RFC 5958 §3) or in clear, and OpenSSL's older form with a
 * {@code DEK-Info} line; of PKCS#12 (RFC 7292) all that Bouncy Castle decrypts, the old RC2 and
 * Triple-DES among it.
 */
public final class KeyFileReader {
    /** A file with ten thousand keys is no larger; anything beyond was not meant to be read. */
    private static final long MAXIMUM_FILE_BYTES = 32L << 20;

    private static final int DER_SEQUENCE = 0x30;

    private final Pkcs12Reader pkcs12;
    private final PemKeyReader pem;

    /**
     * A reader.
     *
     * @param bouncyCastle an instance of Bouncy Castle's provider
     * @param clearKeys whether a private key that is not encrypted is taken
     */
    public KeyFileReader(Provider bouncyCastle, boolean clearKeys) {
        this.pkcs12 = new Pkcs12Reader(bouncyCastle);
        this.pem = new PemKeyReader(bouncyCastle, clearKeys);
    }

    /**
     * Reads a file, whose octets are overwritten after it.
     *
     * @param file PKCS#12 or PEM
     * @param passwords where its password is
     * @return what is in it
     * @throws IOException if it can't be read
     * @throws KeyFileException if it is of no use, or not with this password
     */
    KeyMaterial read(Path file, KeyPasswords passwords) throws IOException {
        byte[] octets = octets(file);
        Optional<char[]> password = passwords.of(file);
        try {
            return read(octets, password);
        } finally {
            password.ifPresent(secret -> Arrays.fill(secret, '\0'));
            Arrays.fill(octets, (byte) 0);
        }
    }

    /**
     * A file's octets.
     *
     * @param file the file
     * @return its octets
     * @throws IOException if it can't be read
     * @throws KeyFileException if it is too large
     */
    static byte[] octets(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_FILE_BYTES) {
            throw new KeyFileException("larger than " + MAXIMUM_FILE_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /**
     * Whether octets are taken for PKCS#12, and not for PEM.
     *
     * @param octets a file's
     * @return true if they start as DER does
     */
    static boolean isPkcs12(byte[] octets) {
        return octets.length > 0 && octets[0] == DER_SEQUENCE;
    }

    /**
     * Reads a file's octets.
     *
     * @param octets PKCS#12 or PEM
     * @param password the file's password, if there is one
     * @return what is in it
     * @throws KeyFileException if it can't be read, or not with this password
     */
    KeyMaterial read(byte[] octets, Optional<char[]> password) {
        return isPkcs12(octets) ? pkcs12.read(octets, password) : pem.read(octets, password);
    }
}
