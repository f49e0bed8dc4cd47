package org.securemessaging.cms.sign;

import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;

/**
 * In whose name is signed.
 *
 * @param keys the keys that sign, each on its own, side by side (RFC 5652 §5.1); one or more
 * @param encryption the certificate that answers are to be encrypted to, if it is another than the
 *     first key's
 */
public record SigningIdentity(List<CertifiedKey> keys, Optional<Certificate> encryption) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no key
     */
    public SigningIdentity {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("nobody signs without a key");
        }
    }

    /**
     * One key.
     *
     * @param key the key
     * @return the identity
     */
    public static SigningIdentity of(CertifiedKey key) {
        return new SigningIdentity(List.of(key), Optional.empty());
    }
}
