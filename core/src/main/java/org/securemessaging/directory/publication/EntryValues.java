package org.securemessaging.directory.publication;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;

/**
 * The published attributes of an entry, as they were when it was read.
 *
 * @param values the values of each attribute that the entry has
 * @param version what changes with each change of the entry, if the server says
 */
record EntryValues(Map<PublishedAttribute, List<StoredValue>> values, Optional<String> version) {
    EntryValues {
        values = Map.copyOf(values);
    }

    static EntryValues of(Entry entry, WritingSchema schema) {
        Map<PublishedAttribute, List<StoredValue>> values = new EnumMap<>(PublishedAttribute.class);
        for (PublishedAttribute attribute : PublishedAttribute.values()) {
            List<StoredValue> found =
                    entry.getAttributes().stream()
                            .filter(each -> isNamed(each, attribute))
                            .flatMap(each -> octets(each).stream())
                            .distinct()
                            .toList();
            if (!found.isEmpty()) {
                values.put(attribute, found);
            }
        }
        return new EntryValues(values, version(entry, schema));
    }

    /** What changes with each change of an entry, if the server says. */
    static Optional<String> version(Entry entry, WritingSchema schema) {
        return schema.versionAttribute().flatMap(name -> text(entry, name));
    }

    List<StoredValue> of(PublishedAttribute attribute) {
        return values.getOrDefault(attribute, List.of());
    }

    // Servers answer with the option ;binary or without, whatever was asked for (PEERS: slapd).
    private static boolean isNamed(Attribute attribute, PublishedAttribute wanted) {
        return attribute.getUpId().split(";", 2)[0].equalsIgnoreCase(wanted.type());
    }

    private static List<StoredValue> octets(Attribute attribute) {
        List<StoredValue> octets = new java.util.ArrayList<>();
        for (Value value : attribute) {
            octets.add(StoredValue.of(value.getBytes()));
        }
        return octets;
    }

    private static Optional<String> text(Entry entry, String name) {
        return Optional.ofNullable(entry.get(name)).map(each -> each.get().getString());
    }
}
