package org.securemessaging.keys;

import java.security.Provider;
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
    static final long MAXIMUM_FILE_BYTES = 32L << 20;

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
     * Reads a file's octets.
     *
     * @param octets PKCS#12 or PEM
     * @param password the file's password, if there is one
     * @return what is in it
     * @throws KeyFileException if it can't be read, or not with this password
     */
    KeyMaterial read(byte[] octets, Optional<char[]> password) {
        return octets.length > 0 && octets[0] == DER_SEQUENCE
                ? pkcs12.read(octets, password)
                : pem.read(octets, password);
    }
}
