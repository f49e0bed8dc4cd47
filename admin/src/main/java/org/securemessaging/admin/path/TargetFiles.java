package org.securemessaging.admin.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.CertificateFiles;

/**
 * Reads the certificates that are named on the command line. What can't be read beside others that
 * can is passed over with a word on standard error.
 */
final class TargetFiles {
    // What a file may have as well; no certificate comes near it.
    private static final int LONGEST_INPUT = 64 << 20;

    private final Terminal terminal;

    TargetFiles(Terminal terminal) {
        this.terminal = terminal;
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
            int before = targets.size();
            List<String> problems = new ArrayList<>();
            if (name.equals("-")) {
                targets.addAll(targets(name, standardInput(), problems));
            } else {
                for (Path file : files(Path.of(name))) {
                    targets.addAll(targets(file.toString(), CertificateFiles.read(file), problems));
                }
            }
            if (targets.size() == before) {
                throw new UnusableArgumentException(
                        problems.stream().findFirst().orElse(name + ": holds no certificate"));
            }
            problems.forEach(problem -> terminal.err().println(problem));
        }
        return targets;
    }

    private CertificateFiles.Contents standardInput() {
        try {
            return CertificateFiles.parse(terminal.in().readNBytes(LONGEST_INPUT));
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
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnusableArgumentException(path + ": can't be listed: " + e);
        }
    }

    private static List<Target> targets(
            String name, CertificateFiles.Contents contents, List<String> problems) {
        problems.addAll(contents.problems());
        return contents.certificates().stream()
                .map(certificate -> new Target(name, certificate, contents.certificates()))
                .toList();
    }
}
