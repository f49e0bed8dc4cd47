package org.securemessaging.pipeline.publication;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.directory.publication.AuthorityMaterial;
import org.securemessaging.directory.publication.AuthorityPublisher;
import org.securemessaging.directory.publication.BorderPublisher;
import org.securemessaging.directory.publication.BorderTarget;
import org.securemessaging.directory.publication.CertificateJudge;
import org.securemessaging.directory.publication.DirectorySweep;
import org.securemessaging.directory.publication.EntryChange;
import org.securemessaging.directory.publication.PublicationRefusalException;
import org.securemessaging.directory.publication.PublicationTarget;
import org.securemessaging.directory.publication.SweepListener;
import org.securemessaging.directory.publication.SweepReport;
import org.securemessaging.pipeline.configuration.PublicationSettings;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.revocation.CrlFiles;

/**
 * What is done in the directory from time to time: expired and revoked values are removed, and CAs'
 * files are published. Thread safe.
 */
public final class DirectoryCare {
    private final PublicationSettings settings;
    private final DirectoryConnections connections;
    private final Optional<BorderTarget> border;
    private final VerificationEngine engine;
    private final Clock clock;

    /**
     * Takes care of a directory.
     *
     * @param settings what the administrator says, with a directory
     * @param connections the directory
     * @param border what partners see, and where; nothing if they see nothing
     * @param engine judges certificates
     * @param clock this machine's clock
     */
    public DirectoryCare(
            PublicationSettings settings,
            DirectoryConnections connections,
            Optional<BorderTarget> border,
            VerificationEngine engine,
            Clock clock) {
        this.settings = settings;
        this.connections = connections;
        this.border = border;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Removes what has expired, was revoked, or is denied, and brings the border directory in step.
     *
     * @param dryRun whether nothing is removed, only said
     * @return what went, and in {@code failures} what could not be written, such as a border
     *     directory that does not answer
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if the directory
     *     does not answer
     * @throws DirectoryRefusalException if it does not let itself be searched
     */
    public SweepReport sweep(boolean dryRun) {
        return sweep(dryRun, SweepListener.NONE);
    }

    /**
     * Does the same and tells how far it is.
     *
     * @param dryRun whether nothing is removed, only said
     * @param listener is told
     * @return what went, and what could not be written
     * @throws java.util.concurrent.CancellationException if the thread was interrupted
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if the directory
     *     does not answer
     * @throws DirectoryRefusalException if it does not let itself be searched
     */
    public SweepReport sweep(boolean dryRun, SweepListener listener) {
        PublicationTarget target = PublicationEngine.target(settings, connections);
        SweepReport swept =
                new DirectorySweep(target, new SweepJudge(engine, clock), dryRun).run(listener);
        if (border.isEmpty()) {
            return swept;
        }
        SweepReport shown =
                update(
                        new BorderPublisher(
                                target, border.get(), CertificateJudge.expiry(clock), dryRun));
        listener.also(shown);
        return swept.with(shown);
    }

    /** Two directories, one of which may be down. */
    private static SweepReport update(BorderPublisher publisher) {
        try {
            return publisher.updateAll();
        } catch (DirectoryUnavailableException | DirectoryRefusalException e) {
            return new SweepReport(
                    0, List.of(), List.of("the border directory: " + e.getMessage()));
        }
    }

    /**
     * Publishes the files of CAs that the configuration names.
     *
     * @param dryRun whether nothing is written, only said
     * @return what was written, and in {@code failures} what could not be read or written
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if the directory
     *     does not answer
     */
    public SweepReport publishAuthorities(boolean dryRun) {
        if (settings.authorities().isEmpty()) {
            return new SweepReport(0, List.of(), List.of());
        }
        CertificateFiles.Contents certificates = CertificateFiles.read(settings.certificates());
        CrlFiles.Contents crls = CrlFiles.read(settings.crls());
        List<String> failures =
                new ArrayList<>(
                        Stream.concat(certificates.problems().stream(), crls.problems().stream())
                                .toList());
        List<EntryChange> written = new ArrayList<>();
        try {
            written.addAll(
                    publish(
                            new AuthorityMaterial(
                                    certificates.certificates(), List.of(), crls.crls()),
                            dryRun));
        } catch (DirectoryRefusalException | PublicationRefusalException e) {
            failures.add(e.getMessage());
        }
        return new SweepReport(0, written, failures);
    }

    /**
     * Publishes what CAs have.
     *
     * @param material what
     * @param dryRun whether nothing is written, only said
     * @return what was written
     * @throws PublicationRefusalException if the configuration has no place for CAs, or one has no
     *     name that an entry can have
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if the directory
     *     does not answer
     * @throws DirectoryRefusalException if it refuses
     */
    public List<EntryChange> publish(AuthorityMaterial material, boolean dryRun) {
        return new AuthorityPublisher(
                        connections,
                        settings.schema(),
                        settings.authorities()
                                .orElseThrow(
                                        () ->
                                                new PublicationRefusalException(
                                                        "the configuration has no base for CAs")),
                        CertificateJudge.expiry(clock),
                        dryRun)
                .publish(material);
    }
}
