package org.securemessaging.admin.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.securemessaging.archive.folder.ManifestHead;

/**
 * Says in words how far a manifest is sealed. Immutable and thread safe.
 *
 * @param every how often manifests that have grown are to be sealed; empty if they are not
 * @param now the time
 */
public record SealLines(Optional<Duration> every, Instant now) {
    /**
     * What is wrong with the seals of a manifest, though each of them is right.
     *
     * @param head the manifest's end
     * @return the defect, if there is one
     */
    public Optional<String> defect(ManifestHead head) {
        if (every.isEmpty() || head.lines() == 0) {
            return Optional.empty();
        }
        if (head.sealed().isEmpty()) {
            return Optional.of(
                    "SEAL  %s was never sealed, or its seals are gone".formatted(head.node()));
        }
        return Optional.of(head)
                .filter(each -> each.isSealOverdue(every.get(), now))
                .map(
                        each ->
                                ("SEAL  %s: a seal is due every %s, so its server is down or can't"
                                                + " seal, or its newest seals are gone")
                                        .formatted(head.node(), words(every.get())));
    }

    /**
     * What no seal covers.
     *
     * @param head the manifest's end
     * @return how many records, and since when; empty if there are none, or nothing seals them
     */
    public Optional<String> unsealed(ManifestHead head) {
        return head.unsealedSince()
                .filter(since -> every.isPresent() || head.sealed().isPresent())
                .map(
                        since ->
                                "%d records since %s are not sealed"
                                        .formatted(head.unsealed(), since));
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
