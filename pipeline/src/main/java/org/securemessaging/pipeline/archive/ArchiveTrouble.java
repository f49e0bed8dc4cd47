package org.securemessaging.pipeline.archive;

import java.time.Instant;
import java.util.List;

/**
 * What keeps mails from being archived.
 *
 * @param problems what is wrong, as the newest mail met it
 * @param since when the first mail met something
 */
public record ArchiveTrouble(List<String> problems, Instant since) {
    /** Copies the list. */
    public ArchiveTrouble {
        problems = List.copyOf(problems);
    }
}
