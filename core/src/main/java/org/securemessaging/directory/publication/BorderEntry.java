package org.securemessaging.directory.publication;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;

/**
 * An entry in the border directory, as its attributes' types and their values. All attributes that
 * can be shown are ours there: what is not wanted goes, whoever put it there.
 *
 * @param values the values by type, of those that can be shown
 */
record BorderEntry(Map<String, Set<StoredValue>> values) {
    /** None. */
    static final BorderEntry NOTHING = new BorderEntry(Map.of());

    private static final Set<StoredValue> NONE = Set.of();

    BorderEntry {
        values = Map.copyOf(values);
    }

    /** What stands there. */
    static BorderEntry of(Entry entry) {
        Map<String, Set<StoredValue>> values = new LinkedHashMap<>();
        for (Attribute attribute : entry.getAttributes()) {
            String type = attribute.getUpId().split(";", 2)[0];
            BorderRules.showable().stream()
                    .filter(type::equalsIgnoreCase)
                    .forEach(
                            known -> {
                                Set<StoredValue> octets =
                                        values.computeIfAbsent(known, k -> new LinkedHashSet<>());
                                for (Value value : attribute) {
                                    octets.add(StoredValue.of(value.getBytes()));
                                }
                            });
        }
        return new BorderEntry(values);
    }

    /** What shall stand there: what is shown, and what the classes cannot be without. */
    static BorderEntry wanted(
            Map<String, Set<StoredValue>> shown, PersonAddress address, WritingSchema schema) {
        Map<String, Set<StoredValue>> values = new LinkedHashMap<>(shown);
        Set<StoredValue> name = Set.of(StoredValue.of(octets(address.toString())));
        if (schema == WritingSchema.ACTIVE_DIRECTORY) {
            // cn names the entry there; most others have one value at most.
            values.replaceAll((type, all) -> isText(type) ? Set.of(all.iterator().next()) : all);
            values.put("cn", name);
        } else {
            values.putIfAbsent("cn", name);
            values.putIfAbsent("sn", name);
        }
        return new BorderEntry(values);
    }

    /** The entry to be added. */
    static Entry entry(BorderEntry wanted, Dn dn, PersonAddress address, WritingSchema schema)
            throws LdapException {
        Entry entry = new DefaultEntry(dn);
        entry.add("objectClass", schema.personClasses().toArray(String[]::new));
        entry.add("mail", address.toString());
        for (Map.Entry<String, Set<StoredValue>> each : wanted.values().entrySet()) {
            if (isText(each.getKey())) {
                entry.add(
                        each.getKey(),
                        each.getValue().stream().map(BorderEntry::text).toArray(String[]::new));
            } else {
                entry.add(name(each.getKey(), schema), array(each.getValue()));
            }
        }
        return entry;
    }

    /** What makes this one into another. */
    List<Modification> modifications(BorderEntry wanted, WritingSchema schema) {
        List<Modification> modifications = new ArrayList<>();
        for (String type : BorderRules.showable()) {
            if (!of(type).equals(wanted.of(type))) {
                modifications.add(
                        wanted.of(type).isEmpty()
                                ? new DefaultModification(
                                        ModificationOperation.REPLACE_ATTRIBUTE, name(type, schema))
                                : new DefaultModification(
                                        ModificationOperation.REPLACE_ATTRIBUTE,
                                        name(type, schema),
                                        array(wanted.of(type))));
            }
        }
        return modifications;
    }

    /** The same in words. */
    List<EntryChange> changes(BorderEntry wanted, Dn dn) {
        List<EntryChange> changes = new ArrayList<>();
        for (String type : BorderRules.showable()) {
            of(type).stream()
                    .filter(value -> !wanted.of(type).contains(value))
                    .forEach(value -> changes.add(change(dn, type, false, value)));
            wanted.of(type).stream()
                    .filter(value -> !of(type).contains(value))
                    .forEach(value -> changes.add(change(dn, type, true, value)));
        }
        return changes;
    }

    private Set<StoredValue> of(String type) {
        return values.getOrDefault(type, NONE);
    }

    private static EntryChange change(Dn dn, String type, boolean added, StoredValue value) {
        String words =
                isText(type) ? text(value) : ValueText.of(PublishedAttribute.ofType(type), value);
        return new EntryChange(dn.getName(), type, added, words);
    }

    private static boolean isText(String type) {
        return BorderRules.TEXTS.contains(type);
    }

    private static String name(String type, WritingSchema schema) {
        return isText(type) ? type : schema.name(PublishedAttribute.ofType(type));
    }

    private static byte[][] array(Set<StoredValue> values) {
        return values.stream().map(StoredValue::octets).toArray(byte[][]::new);
    }

    private static String text(StoredValue value) {
        return new String(value.octets(), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
