package org.securemessaging.admin.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.pipeline.configuration.ArchiveSettings;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
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

    /** Where reading is written down. */
    Path auditLog() {
        return settings()
                .flatMap(ArchiveSettings::auditLog)
                .orElseGet(() -> root().resolve(ArchiveSettings.AUDIT_LOG));
    }

    private Optional<ArchiveSettings> settings() {
        try {
            return Optional.ofNullable(configuration)
                    .map(conf -> ConfigurationFolder.load(conf).archive());
        } catch (InvalidConfigurationException e) {
            throw new UnusableArgumentException(e.getMessage());
        }
    }
}
