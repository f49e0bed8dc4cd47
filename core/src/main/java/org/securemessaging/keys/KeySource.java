package org.securemessaging.keys;

import java.util.List;

/** One place with keys. Implementations are thread safe. */
public interface KeySource {
    /**
     * The keys that are there now.
     *
     * @return an immutable list; the very same object until something changes
     * @throws VaultUnavailableException if the place can't be reached now
     */
    List<StoredKey> keys();

    /**
     * What could not be used at the last look.
     *
     * @return them; none if all can be used
     */
    List<VaultProblem> problems();
}
