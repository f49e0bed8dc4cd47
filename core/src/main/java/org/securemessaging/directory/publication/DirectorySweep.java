package org.securemessaging.directory.publication;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.directory.ldap.DirectoryRefusalException;

/**
 * Removes from all entries what has expired or been revoked, and nothing else. An entry that can't
 * be written does not end the sweep. Thread safe.
 */
public final class DirectorySweep {
    private static final List<PublishedAttribute> PERSONS =
            List.of(PublishedAttribute.USER_CERTIFICATE, PublishedAttribute.USER_SMIME_CERTIFICATE);

    private final PublicationTarget target;
    private final CertificateJudge judge;
    private final EntryWriter writer;

    /**
     * Sweeps a directory.
     *
     * @param target the directory
     * @param judge says what goes
     * @param dryRun whether nothing is removed, only said
     */
    public DirectorySweep(PublicationTarget target, CertificateJudge judge, boolean dryRun) {
        this.target = target;
        this.judge = judge;
        this.writer = new EntryWriter(target.schema(), dryRun);
    }

    /**
     * Looks at all entries below the users' base and the correspondents'.
     *
     * @return what went
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if the directory
     *     does not answer; what was removed until then stays removed
     * @throws DirectoryRefusalException if it does not let itself be searched
     */
    public SweepReport run() {
        return run(SweepListener.NONE);
    }

    /**
     * Does the same and tells how far it is.
     *
     * @param listener is told
     * @return what went
     * @throws java.util.concurrent.CancellationException if the thread was interrupted; what was
     *     removed until then stays removed
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if the directory
     *     does not answer; what was removed until then stays removed
     * @throws DirectoryRefusalException if it does not let itself be searched
     */
    public SweepReport run(SweepListener listener) {
        EntryRevision revision = new PersonRevision(Optional.empty(), judge);
        Set<Dn> entries = new LinkedHashSet<>();
        for (Dn base : bases()) {
            entries.addAll(
                    target.connections()
                            .call(connection -> EntrySearch.having(connection, base, PERSONS)));
        }
        listener.found(entries.size());
        List<EntryChange> removed = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Dn entry : entries) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted during a sweep");
            }
            try {
                List<EntryChange> gone =
                        target.connections()
                                .call(connection -> writer.revise(connection, entry, revision))
                                .orElse(List.of());
                removed.addAll(gone);
                listener.swept(gone);
            } catch (DirectoryRefusalException e) {
                failures.add(entry + ": " + e.getMessage());
                listener.failed(entry + ": " + e.getMessage());
            }
        }
        return new SweepReport(entries.size(), removed, failures);
    }

    private List<Dn> bases() {
        List<Dn> bases = new ArrayList<>();
        target.users().ifPresent(users -> bases.add(users.base()));
        target.correspondents().ifPresent(correspondents -> bases.add(correspondents.base()));
        return bases;
    }
}
