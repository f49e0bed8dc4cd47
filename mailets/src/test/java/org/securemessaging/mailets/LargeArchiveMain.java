package org.securemessaging.mailets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.folder.FolderTarget;
import org.securemessaging.archive.protection.ReportSigner;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ArchiveIdentity;
import org.securemessaging.pipeline.archive.ArchiveKeys;
import org.securemessaging.pipeline.archive.ArchiveTargets;
import org.securemessaging.pipeline.archive.Filing;
import org.securemessaging.pipeline.archive.MailFacts;
import org.securemessaging.pipeline.archive.VaultCopies;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.SigningEngine;
import org.securemessaging.pipeline.engine.VaultAssembly;
import org.securemessaging.pipeline.engine.VerificationEngine;

/** Archives one message in a JVM of its own, so that its heap can be small. */
final class LargeArchiveMain {
    private LargeArchiveMain() {}

    /**
     * Takes a folder with {@code conf}, {@code archive} and {@code message}; prints the problems.
     */
    public static void main(String[] arguments) throws IOException {
        Path work = Path.of(arguments[0]);
        Clock clock = Clock.systemUTC();
        SecureMessagingConfiguration configuration = ConfigurationFolder.load(work.resolve("conf"));
        KeyVault vault = VaultAssembly.of(configuration.vault());
        try (VerificationEngine engine = new VerificationEngine(configuration, clock);
                SigningEngine signing =
                        new SigningEngine(configuration, vault, who -> Optional.empty(), clock);
                FolderTarget target = new FolderTarget(work.resolve("archive"), "node1", clock);
                MessageBytes message = MessageBytes.of(work.resolve("message"))) {
            ArchiveKeys keys = new ArchiveKeys(configuration);
            Optional<ReportSigner> signer = keys.signer(signing, clock);
            Archive archive =
                    new Archive(
                            new ArchiveTargets(List.of(target), clock),
                            new ArchiveIdentity("node1", "mx", "postmaster@example.org", ""),
                            keys.protection(signer),
                            new VaultCopies(engine, vault),
                            octets -> engine.verify(octets.open(), engine.request()),
                            clock,
                            new RecordingMetricFactory());
            MailFacts facts =
                    new MailFacts(
                            "mail",
                            "alice@example.org",
                            List.of("bob@example.org"),
                            List.of(),
                            Optional.empty(),
                            "127.0.0.1",
                            "client");
            RecordKey key = RecordKey.of(message.octets(), facts.sender(), facts.addressed());
            Filing filing = archive.fileReport(key, facts, message, Set.of());
            System.out.println("problems: " + filing.problems());
        }
    }
}
