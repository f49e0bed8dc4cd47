package org.securemessaging.directory.publication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.ModifyRequest;
import org.apache.directory.api.ldap.model.message.ModifyRequestImpl;
import org.apache.directory.api.ldap.model.message.ModifyResponse;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;

/**
 * Changes the published attributes of one entry: reads, plans, and writes only if the entry is
 * still as it was read; else it reads again. So two nodes that write at once never lose each
 * other's values, nor does a value that came meanwhile go. Thread safe.
 *
 * <p>The guard is the assertion control (RFC 4528) over the server's own version of the entry. A
 * server that lacks it is asked again after a replacement whether what was wanted is there.
 */
final class EntryWriter {
    /** RFC 4528's assertionFailed (122), which has no name in the Directory API. */
    static final ResultCodeEnum ASSERTION_FAILED = ResultCodeEnum.UNKNOWN;

    // With a pause that grows, ten nodes at one entry are through in a fraction of these.
    private static final int ATTEMPTS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final WritingSchema schema;
    private final boolean dryRun;

    /**
     * Writes, or says what it would write.
     *
     * @param schema how the server wants it
     * @param dryRun whether nothing is written
     */
    EntryWriter(WritingSchema schema, boolean dryRun) {
        this.schema = schema;
        this.dryRun = dryRun;
    }

    boolean dryRun() {
        return dryRun;
    }

    /**
     * Changes an entry.
     *
     * @return what came and went; nothing if it was as it should be, or empty if there is no entry
     * @throws LdapException if the server refuses
     */
    Optional<List<EntryChange>> revise(LdapConnection connection, Dn dn, EntryRevision revision)
            throws LdapException {
        List<EntryChange> done = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<EntryValues> values = read(connection, dn);
            if (values.isEmpty()) {
                return Optional.empty();
            }
            Map<PublishedAttribute, ValueChange> changes = revision.plan(values.get()::of);
            List<Modification> modifications = modifications(values.get(), changes);
            if (modifications.isEmpty()) {
                return Optional.of(done);
            }
            if (dryRun) {
                return Optional.of(described(dn, changes));
            }
            Optional<AssertionControl> guard = guard(connection, schema, values.get().version());
            if (written(connection, dn, modifications, guard)) {
                done.addAll(described(dn, changes));
                if (guard.isPresent()) {
                    return Optional.of(done);
                }
                // Without a guard the next round looks whether somebody wrote over it.
            } else {
                pause(attempt);
            }
        }
        throw new DirectoryUnavailableException(
                dn + " changes faster than it can be written", new IllegalStateException("busy"));
    }

    private Optional<EntryValues> read(LdapConnection connection, Dn dn) throws LdapException {
        List<String> names = new ArrayList<>();
        for (PublishedAttribute attribute : PublishedAttribute.values()) {
            names.addAll(schema.askedNames(attribute));
        }
        schema.versionAttribute().ifPresent(names::add);
        Entry entry = connection.lookup(dn, names.toArray(String[]::new));
        return Optional.ofNullable(entry).map(found -> EntryValues.of(found, schema));
    }

    /** The condition that an entry is as it was read, if the server knows such. */
    static Optional<AssertionControl> guard(
            LdapConnection connection, WritingSchema schema, Optional<String> version)
            throws LdapException {
        if (version.isEmpty() || !connection.isControlSupported(AssertionControl.OID)) {
            return Optional.empty();
        }
        AssertionControl.registerIn(connection.getCodecService());
        return Optional.of(
                AssertionControl.equal(schema.versionAttribute().orElseThrow(), version.get()));
    }

    private List<Modification> modifications(
            EntryValues present, Map<PublishedAttribute, ValueChange> changes) {
        List<Modification> modifications = new ArrayList<>();
        changes.forEach(
                (attribute, change) -> {
                    if (change.isEmpty()) {
                        return;
                    }
                    String name = schema.name(attribute);
                    List<StoredValue> after = change.appliedTo(present.of(attribute));
                    if (schema.oneOnly(attribute) && after.size() > 1) {
                        throw new PublicationRefusalException(
                                "the entry takes one value of %s, and holds another CA's"
                                        .formatted(name));
                    }
                    if (schema.wholeOnly(attribute)) {
                        modifications.add(
                                modification(ModificationOperation.REPLACE_ATTRIBUTE, name, after));
                        return;
                    }
                    add(
                            modifications,
                            ModificationOperation.REMOVE_ATTRIBUTE,
                            name,
                            change.removed());
                    add(modifications, ModificationOperation.ADD_ATTRIBUTE, name, change.added());
                });
        return modifications;
    }

    private static void add(
            List<Modification> modifications,
            ModificationOperation operation,
            String name,
            java.util.Collection<StoredValue> values) {
        if (!values.isEmpty()) {
            modifications.add(modification(operation, name, List.copyOf(values)));
        }
    }

    private static Modification modification(
            ModificationOperation operation, String name, List<StoredValue> values) {
        return values.isEmpty()
                ? new DefaultModification(operation, name)
                : new DefaultModification(
                        operation,
                        name,
                        values.stream().map(StoredValue::octets).toArray(byte[][]::new));
    }

    /** Whether it was written; false if the entry is no longer as it was read. */
    private static boolean written(
            LdapConnection connection,
            Dn dn,
            List<Modification> modifications,
            Optional<AssertionControl> guard)
            throws LdapException {
        ModifyRequest request = new ModifyRequestImpl().setName(dn);
        modifications.forEach(request::addModification);
        guard.ifPresent(request::addControl);
        ModifyResponse response = connection.modify(request);
        ResultCodeEnum code = response.getLdapResult().getResultCode();
        boolean overtaken =
                code == ResultCodeEnum.NO_SUCH_ATTRIBUTE
                        || code == ResultCodeEnum.ATTRIBUTE_OR_VALUE_EXISTS
                        || (guard.isPresent() && code == ASSERTION_FAILED);
        if (!overtaken) {
            ResultCodeEnum.processResponse(response);
        }
        return !overtaken;
    }

    static List<EntryChange> described(Dn dn, Map<PublishedAttribute, ValueChange> changes) {
        List<EntryChange> described = new ArrayList<>();
        changes.forEach(
                (attribute, change) -> {
                    for (StoredValue value : change.removed()) {
                        described.add(change(dn, attribute, false, value));
                    }
                    for (StoredValue value : change.added()) {
                        described.add(change(dn, attribute, true, value));
                    }
                });
        return described;
    }

    private static EntryChange change(
            Dn dn, PublishedAttribute attribute, boolean added, StoredValue value) {
        return new EntryChange(
                dn.getName(), attribute.type(), added, ValueText.of(attribute, value));
    }

    private static void pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, 2L << Math.min(attempt, 10));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailableException("interrupted between two attempts", e);
        }
    }
}
