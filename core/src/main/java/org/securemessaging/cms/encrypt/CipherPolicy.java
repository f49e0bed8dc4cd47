package org.securemessaging.cms.encrypt;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which ciphers are written. Immutable and thread safe.
 *
 * @param preference the ciphers, the best first; at least one
 * @param derivedKey whether content-encryption keys are derived (RFC 9709) where every recipient
 *     can read that
 */
public record CipherPolicy(List<ContentCipher> preference, boolean derivedKey) {
    /** Authenticated before strong, strong before old; ChaCha20-Poly1305 has to be asked for. */
    public static final CipherPolicy DEFAULT =
            new CipherPolicy(
                    List.of(
                            ContentCipher.AES_256_GCM,
                            ContentCipher.AES_128_GCM,
                            ContentCipher.AES_256_CBC,
                            ContentCipher.AES_192_CBC,
                            ContentCipher.AES_128_CBC),
                    true);

    /** Copies the list. */
    public CipherPolicy {
        preference = List.copyOf(preference);
        if (preference.isEmpty()) {
            throw new IllegalArgumentException("no cipher");
        }
    }

    /**
     * A choice for some recipients.
     *
     * @param cipher how the content is encrypted
     * @param derivedKey whether the key is derived
     */
    public record Choice(ContentCipher cipher, boolean derivedKey) {}

    /**
     * Chooses the best cipher that all can read (RFC 8551 §2.7.1).
     *
     * @param readers what each recipient can read
     * @return the choice, or empty if they have none in common that the policy allows
     */
    public Optional<Choice> choose(Collection<ReaderCapabilities> readers) {
        boolean derived = derivedKey && readers.stream().allMatch(ReaderCapabilities::derivedKey);
        return preference.stream()
                .filter(each -> readers.stream().allMatch(one -> one.ciphers().contains(each)))
                .findFirst()
                .map(cipher -> new Choice(cipher, derived));
    }
}
