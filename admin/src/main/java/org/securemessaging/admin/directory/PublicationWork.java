package org.securemessaging.admin.directory;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.KeyUsages;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.directory.publication.AuthorityMaterial;
import org.securemessaging.directory.publication.BorderPublisher;
import org.securemessaging.directory.publication.BorderTarget;
import org.securemessaging.directory.publication.CertificateJudge;
import org.securemessaging.directory.publication.EntryChange;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.directory.publication.PersonPublisher;
import org.securemessaging.directory.publication.PublicationTarget;
import org.securemessaging.directory.publication.SweepReport;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.PublicationSettings;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.Directories;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.pipeline.publication.DirectoryCare;
import org.securemessaging.pipeline.publication.PublicationEngine;
import org.securemessaging.result.Finding;
import org.securemessaging.result.SignatureResult;

/** The server's publication with the server's configuration, past its outbox. To be closed. */
final class PublicationWork implements AutoCloseable {
    private final Directories directories;
    private final VerificationEngine engine;
    private final PersonPublisher people;
    private final Optional<BorderPublisher> border;
    private final DirectoryCare care;
    private final boolean dryRun;

    private PublicationWork(
            SecureMessagingConfiguration configuration, String directory, boolean dryRun) {
        Clock clock = Clock.systemUTC();
        PublicationSettings settings = configuration.publication();
        this.dryRun = dryRun;
        this.directories = new Directories(configuration.directories(), clock);
        this.engine = new VerificationEngine(configuration, directories, clock);
        DirectoryConnections connections = directories.named(directory);
        PublicationTarget target = PublicationEngine.target(settings, connections);
        Optional<BorderTarget> shown = PublicationEngine.border(settings, directories);
        CertificateJudge expiry = CertificateJudge.expiry(clock);
        this.people = new PersonPublisher(target, expiry, dryRun);
        this.border = shown.map(each -> new BorderPublisher(target, each, expiry, dryRun));
        this.care = new DirectoryCare(settings, connections, shown, engine, clock);
    }

    /**
     * Puts it together.
     *
     * @throws UnusableArgumentException if the configuration is wrong, or names no directory
     */
    static PublicationWork of(PublicationOptions options) {
        try {
            SecureMessagingConfiguration configuration =
                    ConfigurationFolder.load(options.configurationFolder());
            String directory =
                    configuration
                            .publication()
                            .directory()
                            .orElseThrow(
                                    () ->
                                            new UnusableArgumentException(
                                                    "--conf: the configuration has no"
                                                            + " <publication><directory>"));
            return new PublicationWork(configuration, directory, options.dryRun());
        } catch (InvalidConfigurationException e) {
            throw new UnusableArgumentException("--conf: " + e.getMessage());
        }
    }

    /** What is against a person's certificate; empty if it may be published. */
    Optional<Finding> objection(Certificate certificate) {
        return KeyUsages.forEncryption(certificate).stream()
                .findFirst()
                .or(
                        () ->
                                engine
                                        .path(certificate, List.of(), engine.request())
                                        .findings()
                                        .stream()
                                        .filter(each -> each.effect() != SignatureResult.PASS)
                                        .findFirst());
    }

    List<EntryChange> publish(PersonAddress address, Certificate certificate) {
        return withBorder(address, people.publish(address, SmimeProfile.of(certificate)));
    }

    List<EntryChange> publish(AuthorityMaterial material) {
        return care.publish(material, dryRun);
    }

    List<EntryChange> withdraw(PersonAddress address, Set<String> thumbprints) {
        return withBorder(address, people.withdraw(address, thumbprints));
    }

    /** In a dry run the border's change can't be foreseen: it follows from what was written. */
    private List<EntryChange> withBorder(PersonAddress address, List<EntryChange> changes) {
        if (border.isEmpty() || dryRun) {
            return changes;
        }
        return Stream.concat(changes.stream(), border.get().update(address).stream()).toList();
    }

    SweepReport sweep() {
        return care.sweep(dryRun);
    }

    SweepReport publishAuthorities() {
        return care.publishAuthorities(dryRun);
    }

    @Override
    public void close() {
        engine.close();
        directories.close();
    }
}
