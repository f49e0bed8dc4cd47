package org.securemessaging.admin.path;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;

/** Reads the certificates that are named on the command line. */
final class TargetFiles {
    // What a file may have as well; no certificate comes near it.
    private static final int LONGEST_INPUT = 64 << 20;

    private final InputStream standardInput;

    TargetFiles(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * Reads them.
     *
     * @param names files, folders or {@code -}
     * @return the certificates, file by file
     * @throws UnusableArgumentException if there is no certificate in one of them
     */
    List<Target> read(List<String> names) {
        List<Target> targets = new ArrayList<>();
        for (String name : names) {
            if (name.equals("-")) {
                targets.addAll(targets(name, standardInput()));
            } else {
                for (Path file : files(Path.of(name))) {
                    targets.addAll(targets(file.toString(), CertificateFiles.read(file)));
                }
            }
        }
        return targets;
    }

    private CertificateFiles.Contents standardInput() {
        try {
            return CertificateFiles.parse(standardInput.readNBytes(LONGEST_INPUT));
        } catch (IOException e) {
            throw new UnusableArgumentException("Standard input can't be read: " + e);
        }
    }

    private static List<Path> files(Path path) {
        if (!Files.exists(path)) {
            throw new UnusableArgumentException(path + ": there is no such file or folder");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (java.util.stream.Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnusableArgumentException(path + ": can't be listed: " + e);
        }
    }

    private static List<Target> targets(String name, CertificateFiles.Contents contents) {
        List<Certificate> certificates = contents.certificates();
        if (certificates.isEmpty()) {
            throw new UnusableArgumentException(
                    contents.problems().stream()
                            .findFirst()
                            .orElse(name + ": holds no certificate"));
        }
        return certificates.stream()
                .map(certificate -> new Target(name, certificate, certificates))
                .toList();
    }
}
