package org.securemessaging.directory.publication;

import java.util.List;

/**
 * What a sweep did.
 *
 * @param entries how many entries were looked at
 * @param removed the values that went, or would
 * @param failures entries that could not be swept, with the reason
 */
public record SweepReport(int entries, List<EntryChange> removed, List<String> failures) {
    /** Copies the lists. */
    public SweepReport {
        removed = List.copyOf(removed);
        failures = List.copyOf(failures);
    }
}
