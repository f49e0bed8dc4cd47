package org.securemessaging.cms.decrypt;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys with which encrypted layers may be opened. Implementations are thread safe. */
public interface KeyRing {
    /**
     * The private keys that a recipient identifier names, those of expired certificates too.
     *
     * @param recipient how the RecipientInfo names its key
     * @return the keys; none if there is none
     * @throws KeyUnavailableException if the place where keys are can't be reached now
     */
    List<HeldKey> find(RecipientId recipient);

    /**
     * A key-encryption key that both sides have (RFC 5652 §6.2.3).
     *
     * @param id its name
     * @return a copy of its octets, which the caller overwrites; empty if there is none
     */
    default Optional<byte[]> sharedKey(RecipientId.SharedKey id) {
        return Optional.empty();
    }

    /**
     * All keys that both sides have, for content that does not say which it is encrypted with
     * (EncryptedData, RFC 5652 §8).
     *
     * @param length octets that they must have
     * @return copies of their octets by their names, which the caller overwrites; none by default
     */
    default Map<RecipientId.SharedKey, byte[]> sharedKeys(int length) {
        return Map.of();
    }

    /**
     * Passwords to be tried for password recipients (RFC 5652 §6.2.4).
     *
     * @return copies, which the caller overwrites; none by default, and then such recipients are
     *     passed over
     */
    default List<char[]> passwords() {
        return List.of();
    }
}
