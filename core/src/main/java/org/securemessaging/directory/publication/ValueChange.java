package org.securemessaging.directory.publication;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to become of the values of one attribute. All that is not named stays.
 *
 * @param removed values that are there and shall go
 * @param added values that are not there and shall be
 */
public record ValueChange(Set<StoredValue> removed, Set<StoredValue> added) {
    /** No change. */
    static final ValueChange NONE = new ValueChange(Set.of(), Set.of());

    /** Copies the sets, in their order. */
    public ValueChange {
        removed = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(removed));
        added = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(added));
    }

    /**
     * Whether there is nothing to do.
     *
     * @return true if nothing goes and nothing comes
     */
    public boolean isEmpty() {
        return removed.isEmpty() && added.isEmpty();
    }

    /** All values afterwards. */
    List<StoredValue> appliedTo(List<StoredValue> present) {
        Set<StoredValue> after = new LinkedHashSet<>(present);
        after.removeAll(removed);
        after.addAll(added);
        return List.copyOf(after);
    }
}
