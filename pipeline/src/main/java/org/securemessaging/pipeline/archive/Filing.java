package org.securemessaging.pipeline.archive;

import java.util.List;
import java.util.Set;

/**
 * What came of an attempt to file a record.
 *
 * @param filed the names of the targets that have it, those of earlier attempts among them
 * @param problems what is wrong with the others, for the log
 */
public record Filing(Set<String> filed, List<String> problems) {
    /** Copies the collections. */
    public Filing {
        filed = Set.copyOf(filed);
        problems = List.copyOf(problems);
    }

    /**
     * Whether the mail may go on.
     *
     * @return true if every target has the record
     */
    public boolean complete() {
        return problems.isEmpty();
    }
}
