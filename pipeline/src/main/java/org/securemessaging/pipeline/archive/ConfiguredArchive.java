package org.securemessaging.pipeline.archive;

import com.google.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.metrics.api.MetricFactory;
import org.securemessaging.archive.protection.ReportSigner;
import org.securemessaging.pipeline.DefaultDomain;
import org.securemessaging.pipeline.MessageJudge;
import org.securemessaging.pipeline.configuration.ArchiveSettings;
import org.securemessaging.pipeline.configuration.JournalServer;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.SigningEngine;

/**
 * Puts the archive together as the configuration says. To be asked once: an archive holds its
 * folders' manifests for itself.
 */
public final class ConfiguredArchive {
    private final SecureMessagingConfiguration configuration;
    private final MessageJudge judge;
    private final CopyMaker copies;
    private final MailRepositoryStore repositories;
    private final DefaultDomain domain;
    private final Clock clock;
    private final MetricFactory metrics;
    private final SigningEngine signing;

    @Inject
    ConfiguredArchive(
            SecureMessagingConfiguration configuration,
            MessageJudge judge,
            CopyMaker copies,
            MailRepositoryStore repositories,
            DefaultDomain domain,
            Clock clock,
            MetricFactory metrics,
            SigningEngine signing) {
        this.configuration = configuration;
        this.judge = judge;
        this.copies = copies;
        this.repositories = repositories;
        this.domain = domain;
        this.clock = clock;
        this.metrics = metrics;
        this.signing = signing;
    }

    /**
     * Makes the archive.
     *
     * @return the archive, to be stopped
     */
    public Archive get() {
        ArchiveSettings settings = configuration.archive();
        ArchiveJudge archiveJudge = message -> judge.verify(message.open(), judge.request());
        ArchiveKeys keys = new ArchiveKeys(configuration);
        Optional<ReportSigner> signer = keys.signer(signing, clock);
        ArchiveTargets targets = ArchiveTargets.of(settings, repositories, clock);
        signer.ifPresent(by -> targets.sealEvery(settings.protection().sealEvery(), by));
        return new Archive(
                targets,
                new ArchiveIdentity(
                        settings.nodeName(),
                        configuration.stamps().authservId().orElseGet(domain::name),
                        settings.from().orElseGet(() -> "postmaster@" + domain.name()),
                        settings.journal().map(JournalServer::address).orElse("")),
                keys.protection(signer),
                copies,
                archiveJudge,
                clock,
                metrics);
    }
}
