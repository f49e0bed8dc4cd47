package org.securemessaging.keys;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;

/**
 * What became of a file that was to be taken into a vault.
 *
 * @param file the file that was written; empty if all its keys were there already
 * @param added the certificates of the keys that are new
 * @param present the keys that were in the vault already
 */
public record ImportedKeys(Optional<Path> file, List<Certificate> added, List<StoredKey> present) {
    /** Copies the lists. */
    public ImportedKeys {
        added = List.copyOf(added);
        present = List.copyOf(present);
    }
}
