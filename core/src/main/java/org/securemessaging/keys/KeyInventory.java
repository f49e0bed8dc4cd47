package org.securemessaging.keys;

import java.util.List;
import org.securemessaging.certificate.MailAddress;

/** What a vault holds, told without opening a key. Implementations are thread safe. */
public interface KeyInventory {
    /**
     * The keys that decrypt mail to an address, whether or not their certificates are still valid.
     *
     * @param address the recipient
     * @return the keys, the newest first
     * @throws VaultUnavailableException if the place where keys are can't be reached now
     */
    List<StoredKey> decrypters(MailAddress address);

    /**
     * The keys that decrypt mail to a whole domain.
     *
     * @param domain the domain, in the form of {@link MailAddress#domain}
     * @return the keys, the newest first
     * @throws VaultUnavailableException if the place where keys are can't be reached now
     */
    List<StoredKey> domainDecrypters(String domain);

    /**
     * All keys.
     *
     * @return the keys, the newest first
     * @throws VaultUnavailableException if no place with keys can be reached now
     */
    List<StoredKey> all();

    /**
     * How the vault stands. It opens no key and throws nothing when a place is away.
     *
     * @return the keys that can be reached, and what can't be used
     */
    VaultHealth health();
}
