package org.securemessaging.pipeline.engine;

import com.google.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.decrypt.HeldKey;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.cms.decrypt.RecipientId;
import org.securemessaging.keys.KeyInventory;
import org.securemessaging.keys.StoredKey;

/**
 * The keys that mail to somebody may be read with: their own, and their domain's. Never any other:
 * whoever got hold of a mail to somebody else could else send it to himself and have it opened.
 * Thread safe.
 */
public final class RecipientKeys {
    private final KeyRing vault;
    private final KeyInventory inventory;

    /**
     * Takes the vault.
     *
     * @param vault finds keys
     * @param inventory knows whose they are
     */
    @Inject
    public RecipientKeys(KeyRing vault, KeyInventory inventory) {
        this.vault = vault;
        this.inventory = inventory;
    }

    /**
     * The keys of some recipients, and no others.
     *
     * @param recipients the addresses
     * @return a ring without shared keys and passwords
     * @throws org.securemessaging.keys.VaultUnavailableException if the vault can't be reached now
     */
    public KeyRing of(Collection<MailAddress> recipients) {
        Set<Certificate> own = new HashSet<>();
        for (MailAddress recipient : recipients) {
            add(inventory.decrypters(recipient), own);
            add(inventory.domainDecrypters(recipient.domain()), own);
        }
        return id ->
                vault.find(id).stream().filter(key -> own.contains(key.certificate())).toList();
    }

    /**
     * Whether a recipient has one of the keys that a layer names.
     *
     * @param recipient the address
     * @param named whom the layer is for
     * @return true if so
     * @throws org.securemessaging.keys.VaultUnavailableException if the vault can't be reached now
     */
    public boolean mayRead(MailAddress recipient, List<RecipientId> named) {
        KeyRing own = of(List.of(recipient));
        for (RecipientId id : named) {
            List<HeldKey> keys = own.find(id);
            if (!keys.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static void add(List<StoredKey> keys, Set<Certificate> into) {
        keys.forEach(key -> into.add(key.certificate()));
    }
}
