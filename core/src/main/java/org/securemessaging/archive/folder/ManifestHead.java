package org.securemessaging.archive.folder;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The end of a manifest when it was read. Whoever notes it elsewhere can show later that nothing up
 * to there was cut off.
 *
 * @param node whose manifest
 * @param lines how many lines there are
 * @param digest the last line's own digest, or {@link ManifestLine#BEGINNING}
 * @param sealed the newest seal; empty if there is none, or seals were not looked at
 * @param unsealedSince when the first record was filed that no seal covers; empty if all are sealed
 */
public record ManifestHead(
        String node,
        long lines,
        String digest,
        Optional<SealedHead> sealed,
        Optional<Instant> unsealedSince) {
    // A mail may wait for its timestamp just when a seal is due, and a server may just have begun.
    private static final Duration GRACE = Duration.ofMinutes(1);

    ManifestHead(String node, long lines, String digest) {
        this(node, lines, digest, Optional.empty(), Optional.empty());
    }

    ManifestHead sealed(Optional<SealedHead> by, Optional<Instant> since) {
        return new ManifestHead(node, lines, digest, by, since);
    }

    /**
     * How many records no seal covers: nothing shows if they are cut off together.
     *
     * @return the records behind the newest seal; all of them if there is none
     */
    public long unsealed() {
        return Math.max(0, lines - sealed.map(head -> head.seal().lines()).orElse(0L));
    }

    /**
     * Whether a server that runs would have sealed more: twice the interval and a minute have gone
     * by since the first record that no seal covers.
     *
     * @param every the interval at which a manifest that has grown is sealed
     * @param now the time
     * @return true if the server is down, can't seal, or the newest seals were taken away
     */
    public boolean isSealOverdue(Duration every, Instant now) {
        Duration longest = every.multipliedBy(2).plus(GRACE);
        return unsealedSince.filter(since -> since.plus(longest).isBefore(now)).isPresent();
    }
}
