package org.securemessaging.keys;

import java.util.List;

/** A place with the index of what was in it at the last look. Thread safe. */
final class IndexedSource {
    private final KeySource source;
    private volatile KeyIndex index = new KeyIndex(List.of());

    IndexedSource(KeySource source) {
        this.source = source;
    }

    KeyIndex index() {
        List<StoredKey> keys = source.keys();
        KeyIndex known = index;
        if (!known.isOf(keys)) {
            known = new KeyIndex(keys);
            index = known;
        }
        return known;
    }

    List<VaultProblem> problems() {
        return source.problems();
    }
}
