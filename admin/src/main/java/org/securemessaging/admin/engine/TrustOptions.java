package org.securemessaging.admin.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where configuration, certificates and revocation lists come from. */
public final class TrustOptions {
    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description =
                    "James's configuration folder: judge as the server does that has its"
                            + " securemessaging.xml there. Without it, the defaults hold, nothing is"
                            + " trusted but --anchors, and revocation is checked where it can be"
                            + " (prefer).")
    private Path configurationFolder;

    @Option(
            names = "--anchors",
            paramLabel = "PATH",
            description =
                    "A file or folder of trust anchors (PEM, DER or PKCS#7), besides those of the"
                            + " configuration. May be repeated.")
    private List<Path> anchors = new ArrayList<>();

    @Option(
            names = "--certs",
            paramLabel = "PATH",
            description =
                    "A file or folder of further certificates, for paths and for signers whose"
                            + " certificate is not in the message. May be repeated.")
    private List<Path> certificates = new ArrayList<>();

    @Option(
            names = "--crls",
            paramLabel = "PATH",
            description =
                    "A file or folder of certificate revocation lists (PEM or DER), besides those"
                            + " of the configuration. May be repeated.")
    private List<Path> crls = new ArrayList<>();

    Optional<Path> configurationFolder() {
        return Optional.ofNullable(configurationFolder)
                .map(folder -> OptionFiles.configurationFolder("--conf", folder));
    }

    /**
     * The anchors that the options name.
     *
     * @return files and folders, each with a certificate in it
     * @throws UnusableArgumentException if one can't be used
     */
    List<Path> anchors() {
        return OptionFiles.certificates("--anchors", anchors);
    }

    /**
     * The further certificates that the options name.
     *
     * @return files and folders, each with a certificate in it
     * @throws UnusableArgumentException if one can't be used
     */
    List<Path> certificates() {
        return OptionFiles.certificates("--certs", certificates);
    }

    /**
     * The revocation lists that the options name.
     *
     * @return files and folders, each with a CRL in it
     * @throws UnusableArgumentException if one can't be used
     */
    List<Path> crls() {
        return OptionFiles.crls("--crls", crls);
    }
}
