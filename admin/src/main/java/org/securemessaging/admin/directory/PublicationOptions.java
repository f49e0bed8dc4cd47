package org.securemessaging.admin.directory;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which directory, and whether in earnest. */
final class PublicationOptions {
    @Option(
            names = "--conf",
            required = true,
            paramLabel = "DIR",
            description =
                    "James's configuration folder: <publication> in its securemessaging.xml says"
                            + " which directory, and what goes where in it.")
    private Path configurationFolder;

    @Option(names = "--dry-run", description = "Write nothing; say what would be written.")
    private boolean dryRun;

    Path configurationFolder() {
        return configurationFolder;
    }

    boolean dryRun() {
        return dryRun;
    }
}
