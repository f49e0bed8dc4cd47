package org.securemessaging.directory.publication;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.DeleteRequest;
import org.apache.directory.api.ldap.model.message.DeleteRequestImpl;
import org.apache.directory.api.ldap.model.message.ModifyRequest;
import org.apache.directory.api.ldap.model.message.ModifyRequestImpl;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.ResultResponse;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;

/**
 * Keeps the border directory in step with the inner one: of each person it holds what partners may
 * see at that moment, and nothing of whom they may not see. Whatever is done twice is done once.
 * Thread safe.
 *
 * <p>The border's entry is read before the inner one, and written only if it is still the same: of
 * two nodes that do this at once, the one that saw the older state starts anew.
 */
public final class BorderPublisher {
    // One entry is written by a few nodes at most, each of which is done after one of these.
    private static final int ATTEMPTS = 20;

    private final BorderTarget border;
    private final BorderView view;
    private final boolean dryRun;

    /**
     * Publishes in a border directory.
     *
     * @param inner where the certificates are
     * @param border where partners look, and what they may see
     * @param expiry says what has expired, which is not shown
     * @param dryRun whether nothing is written, only said
     */
    public BorderPublisher(
            PublicationTarget inner, BorderTarget border, CertificateJudge expiry, boolean dryRun) {
        this.border = border;
        this.view = new BorderView(inner, border.rules(), expiry);
        this.dryRun = dryRun;
    }

    /**
     * Brings one person's entry in step.
     *
     * @param address whose
     * @return what came and went; nothing if all was as it should be
     * @throws DirectoryUnavailableException if one of the two directories does not answer
     * @throws DirectoryRefusalException if one refuses
     */
    public List<EntryChange> update(PersonAddress address) {
        PersonAddress shown = BorderRules.canonical(address);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<List<EntryChange>> changes = attempt(shown);
            if (changes.isPresent()) {
                return changes.get();
            }
        }
        throw new DirectoryUnavailableException(
                "the border's entry of " + shown + " changes faster than it can be written",
                new IllegalStateException("busy"));
    }

    /**
     * Brings everybody's entry in step, and removes those of whoever is not shown any more. An
     * entry that can't be written does not end it.
     *
     * @return what came and went
     * @throws DirectoryUnavailableException if one of the two directories does not answer
     * @throws DirectoryRefusalException if one does not let itself be searched
     */
    public SweepReport updateAll() {
        Set<PersonAddress> everybody = new LinkedHashSet<>(view.candidates());
        everybody.addAll(shown());
        List<EntryChange> changes = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (PersonAddress each : everybody) {
            try {
                changes.addAll(update(each));
            } catch (DirectoryRefusalException | PublicationRefusalException e) {
                failures.add("border, " + each + ": " + e.getMessage());
            }
        }
        return new SweepReport(everybody.size(), changes, failures);
    }

    private Set<PersonAddress> shown() {
        List<String> mail = List.of("mail");
        return new LinkedHashSet<>(
                border
                        .connections()
                        .call(
                                connection ->
                                        EntrySearch.addresses(
                                                connection, border.base(), mail, mail))
                        .stream()
                        .map(BorderRules::canonical)
                        .toList());
    }

    /** Empty if somebody else was faster. */
    private Optional<List<EntryChange>> attempt(PersonAddress address) {
        Optional<Found> found = border.connections().call(connection -> find(connection, address));
        BorderEntry present = found.map(Found::entry).orElse(BorderEntry.NOTHING);
        Optional<BorderEntry> wanted =
                view.of(address).map(shown -> BorderEntry.wanted(shown, address, border.schema()));
        List<EntryChange> changes =
                present.changes(wanted.orElse(BorderEntry.NOTHING), name(address));
        boolean inStep = found.isPresent() == wanted.isPresent() && changes.isEmpty();
        if (inStep || dryRun) {
            return Optional.of(changes);
        }
        boolean written =
                border.connections().call(connection -> write(connection, address, found, wanted));
        return written ? Optional.of(changes) : Optional.empty();
    }

    private record Found(BorderEntry entry, Optional<String> version) {}

    private Optional<Found> find(LdapConnection connection, PersonAddress address)
            throws LdapException {
        List<String> asked = new ArrayList<>(BorderRules.showable());
        BorderRules.CERTIFICATES.forEach(type -> asked.add(type + ";binary"));
        border.schema().versionAttribute().ifPresent(asked::add);
        Entry entry = connection.lookup(name(address), asked.toArray(String[]::new));
        return Optional.ofNullable(entry)
                .map(
                        each ->
                                new Found(
                                        BorderEntry.of(each),
                                        EntryValues.version(each, border.schema())));
    }

    private boolean write(
            LdapConnection connection,
            PersonAddress address,
            Optional<Found> found,
            Optional<BorderEntry> wanted)
            throws LdapException {
        Dn dn = name(address);
        if (found.isEmpty()) {
            return new NewEntries(border.schema(), border.createParents())
                    .add(
                            connection,
                            BorderEntry.entry(wanted.orElseThrow(), dn, address, border.schema()));
        }
        Optional<AssertionControl> guard = guard(connection, found.get());
        if (wanted.isEmpty()) {
            DeleteRequest request = new DeleteRequestImpl().setName(dn);
            guard.ifPresent(request::addControl);
            return isDone(connection.delete(request), guard.isPresent());
        }
        ModifyRequest request = new ModifyRequestImpl().setName(dn);
        for (Modification modification :
                found.get().entry().modifications(wanted.get(), border.schema())) {
            request.addModification(modification);
        }
        guard.ifPresent(request::addControl);
        return isDone(connection.modify(request), guard.isPresent());
    }

    private Optional<AssertionControl> guard(LdapConnection connection, Found found)
            throws LdapException {
        return EntryWriter.guard(connection, border.schema(), found.version());
    }

    private static boolean isDone(ResultResponse response, boolean guarded) throws LdapException {
        ResultCodeEnum code = response.getLdapResult().getResultCode();
        boolean overtaken =
                code == ResultCodeEnum.NO_SUCH_OBJECT
                        || (guarded && code == EntryWriter.ASSERTION_FAILED);
        if (!overtaken) {
            ResultCodeEnum.processResponse(response);
        }
        return !overtaken;
    }

    private Dn name(PersonAddress address) {
        try {
            return PersonEntry.name(border.schema(), border.base(), address);
        } catch (LdapException e) {
            throw new PublicationRefusalException("no entry can be named by " + address);
        }
    }
}
