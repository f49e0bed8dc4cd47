package org.securemessaging.admin.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.protection.RecordOpener;
import org.securemessaging.archive.protection.SealOpener;
import org.securemessaging.pipeline.archive.ArchiveKeys;
import org.securemessaging.pipeline.configuration.ArchiveProtection;
import org.securemessaging.pipeline.configuration.ArchiveSettings;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.VaultAssembly;
import picocli.CommandLine.Option;

/** Which archive is meant. */
final class ArchiveOption {
    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description =
                    "James's configuration folder: the first archive folder that its"
                            + " securemessaging.xml names.")
    private Path configuration;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The archive's folder, instead of the configured one.")
    private Path folder;

    /**
     * The archive's folder.
     *
     * @throws UnusableArgumentException if none is named, or it is not there
     */
    Path root() {
        Path root =
                Optional.ofNullable(folder)
                        .or(() -> settings().flatMap(all -> all.folders().stream().findFirst()))
                        .orElseThrow(
                                () ->
                                        new UnusableArgumentException(
                                                "No archive: name it with --folder, or with --conf"
                                                        + " a configuration that has one"));
        if (!Files.isDirectory(root)) {
            throw new UnusableArgumentException(root + " is no folder");
        }
        return root;
    }

    /** A reader, with the keys of the configuration's vault for what is encrypted. */
    ArchiveReader reader() {
        return new ArchiveReader(
                root(),
                configured()
                        .map(conf -> new ArchiveKeys(conf).opener(VaultAssembly.of(conf.vault())))
                        .orElseGet(RecordOpener::none));
    }

    /** What opens seals: those of anyone if no configuration says who makes them. */
    SealOpener seals() {
        SecureMessagingConfiguration conf =
                configured().orElseGet(SecureMessagingConfiguration::defaults);
        return new ArchiveKeys(conf).seals(VaultAssembly.of(conf.vault()));
    }

    /** How often manifests that have grown are to be sealed; empty if they are not. */
    Optional<Duration> sealEvery() {
        return settings()
                .map(ArchiveSettings::protection)
                .filter(protection -> protection.signAs().isPresent())
                .map(ArchiveProtection::sealEvery);
    }

    /** Where reading is written down. */
    Path auditLog() {
        return settings()
                .flatMap(ArchiveSettings::auditLog)
                .orElseGet(() -> root().resolve(ArchiveSettings.AUDIT_LOG));
    }

    private Optional<ArchiveSettings> settings() {
        return configured().map(SecureMessagingConfiguration::archive);
    }

    private Optional<SecureMessagingConfiguration> configured() {
        try {
            return Optional.ofNullable(configuration).map(ConfigurationFolder::load);
        } catch (InvalidConfigurationException e) {
            throw new UnusableArgumentException(e.getMessage());
        }
    }
}
