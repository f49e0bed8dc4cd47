package org.securemessaging.admin.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.revocation.CrlFiles;

/**
 * Checks files that options name before anything is judged with them: a misspelt path, or a file of
 * another kind, would otherwise only show as a strange verdict.
 */
public final class OptionFiles {
    private OptionFiles() {}

    /**
     * Checks that there is a certificate in each of some files and folders.
     *
     * @param option the option that names them
     * @param paths what it names
     * @return the same paths
     * @throws UnusableArgumentException if there is none in one of them
     */
    public static List<Path> certificates(String option, List<Path> paths) {
        for (Path path : paths) {
            CertificateFiles.Contents contents = CertificateFiles.read(readable(option, path));
            if (contents.certificates().isEmpty()) {
                throw unusable(option, path, "certificate", contents.problems());
            }
        }
        return paths;
    }

    /**
     * Checks that there is a CRL in each of some files and folders.
     *
     * @param option the option that names them
     * @param paths what it names
     * @return the same paths
     * @throws UnusableArgumentException if there is none in one of them
     */
    public static List<Path> crls(String option, List<Path> paths) {
        for (Path path : paths) {
            CrlFiles.Contents contents = CrlFiles.read(List.of(readable(option, path)));
            if (contents.crls().isEmpty()) {
                throw unusable(option, path, "CRL", contents.problems());
            }
        }
        return paths;
    }

    /**
     * Checks that a folder is one, and holds a configuration.
     *
     * @param option the option that names it
     * @param path what it names
     * @return the same path
     * @throws UnusableArgumentException if it is none, or holds none
     */
    public static Path configurationFolder(String option, Path path) {
        if (!Files.isDirectory(path)) {
            throw refusal(option, path + ": there is no such folder");
        }
        if (!Files.exists(path.resolve(SecureMessagingConfiguration.FILE))) {
            throw refusal(
                    option, path + ": there is no " + SecureMessagingConfiguration.FILE + " in it");
        }
        return path;
    }

    private static Path readable(String option, Path path) {
        if (!Files.exists(path)) {
            throw refusal(option, path + ": there is no such file or folder");
        }
        if (!Files.isReadable(path)) {
            throw refusal(option, path + ": not allowed to read it");
        }
        return path;
    }

    private static UnusableArgumentException unusable(
            String option, Path path, String wanted, List<String> problems) {
        return refusal(option, problems.stream().findFirst().orElse(path + ": holds no " + wanted));
    }

    private static UnusableArgumentException refusal(String option, String why) {
        return new UnusableArgumentException("Invalid value for option '" + option + "': " + why);
    }
}
