package org.securemessaging.archive.folder;

import java.util.Optional;

/**
 * The end of a manifest when it was read. Whoever notes it elsewhere can show later that nothing up
 * to there was cut off.
 *
 * @param node whose manifest
 * @param lines how many lines there are
 * @param digest the last line's own digest, or {@link ManifestLine#BEGINNING}
 * @param sealed the newest seal; empty if there is none, or seals were not looked at
 */
public record ManifestHead(String node, long lines, String digest, Optional<SealedHead> sealed) {
    ManifestHead(String node, long lines, String digest) {
        this(node, lines, digest, Optional.empty());
    }

    ManifestHead sealed(Optional<SealedHead> by) {
        return new ManifestHead(node, lines, digest, by);
    }
}
