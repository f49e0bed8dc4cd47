package org.securemessaging.directory.publication;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a sweep did.
 *
 * @param entries how many entries were looked at
 * @param removed the values that went, or would; of the border directory those that came, too
 * @param failures entries that could not be swept, with the reason
 */
public record SweepReport(int entries, List<EntryChange> removed, List<String> failures) {
    /** Copies the lists. */
    public SweepReport {
        removed = List.copyOf(removed);
        failures = List.copyOf(failures);
    }

    /**
     * Both in one.
     *
     * @param other what was done besides
     * @return the sum
     */
    public SweepReport with(SweepReport other) {
        return new SweepReport(
                entries + other.entries,
                Stream.concat(removed.stream(), other.removed.stream()).toList(),
                Stream.concat(failures.stream(), other.failures.stream()).toList());
    }
}
