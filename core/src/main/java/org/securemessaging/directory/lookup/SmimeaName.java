package org.securemessaging.directory.lookup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;

/** Where an address has its SMIMEA records (RFC 8162 §3). Stateless. */
final class SmimeaName {
    private static final int HASH_OCTETS = 28;

    private SmimeaName() {}

    /**
     * The domain name. Local parts are hashed in lower case, in which nearly all are written and
     * published: only their own server knows whether case matters (RFC 8162 §4).
     */
    static String of(SearchAddress address) {
        String localPart = Normalizer.normalize(address.address().localPart(), Normalizer.Form.NFC);
        return hash(localPart) + "._smimecert." + address.asciiDomain();
    }

    private static String hash(String localPart) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(localPart.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_OCTETS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
