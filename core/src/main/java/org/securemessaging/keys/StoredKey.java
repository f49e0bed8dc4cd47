package org.securemessaging.keys;

import java.util.List;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.decrypt.HeldKey;

/** A key in the vault, of which everything is known but the private key itself. Thread safe. */
public interface StoredKey extends HeldKey {
    /**
     * Certificates above the key's own, as far as they are stored with it.
     *
     * @return them, the nearest first
     */
    List<Certificate> chain();

    /**
     * What its certificate allows.
     *
     * @return the purposes, whatever the date
     */
    Set<KeyPurpose> purposes();

    /**
     * Where it lies, for an administrator.
     *
     * @return a file's path, or a token's name and the key's label
     */
    String origin();
}
