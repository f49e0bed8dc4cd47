package org.securemessaging.directory.publication;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A change of an entry that must have a value in some attributes (certificationAuthority in Active
 * Directory must): where there is none, a single zero octet stands, as Microsoft's tools write it,
 * until there is one.
 *
 * @param revision what is to become of the real values
 * @param mandatory the attributes
 */
record PlaceheldRevision(EntryRevision revision, Set<PublishedAttribute> mandatory)
        implements EntryRevision {
    private static final StoredValue PLACEHOLDER = StoredValue.of(new byte[1]);

    @Override
    public Map<PublishedAttribute, ValueChange> plan(
            Function<PublishedAttribute, List<StoredValue>> present) {
        Map<PublishedAttribute, ValueChange> changes = new EnumMap<>(PublishedAttribute.class);
        changes.putAll(revision.plan(attribute -> real(present.apply(attribute))));
        for (PublishedAttribute attribute : mandatory) {
            List<StoredValue> before = present.apply(attribute);
            ValueChange change = changes.getOrDefault(attribute, ValueChange.NONE);
            boolean empty = change.appliedTo(real(before)).isEmpty();
            boolean held = before.contains(PLACEHOLDER);
            if (empty && !held) {
                changes.put(attribute, new ValueChange(change.removed(), with(change.added())));
            } else if (!empty && held) {
                changes.put(attribute, new ValueChange(with(change.removed()), change.added()));
            }
        }
        return changes;
    }

    private static Set<StoredValue> with(Set<StoredValue> values) {
        Set<StoredValue> more = new LinkedHashSet<>(values);
        more.add(PLACEHOLDER);
        return more;
    }

    private static List<StoredValue> real(List<StoredValue> values) {
        return values.stream().filter(value -> !value.equals(PLACEHOLDER)).toList();
    }
}
