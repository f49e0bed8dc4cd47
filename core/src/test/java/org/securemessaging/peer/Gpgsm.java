package org.securemessaging.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.securemessaging.certificate.Certificate;

/** GnuPG's gpgsm with a home of its own, which trusts one root and asks no network. */
public final class Gpgsm implements AutoCloseable {
    private final Path home;
    private final PeerProgram program;

    private Gpgsm(Path home, PeerProgram program) {
        this.home = home;
        this.program = program;
    }

    /** A new home; skips the test where there is no gpgsm. */
    public static Gpgsm trusting(Certificate root, Path folder) {
        PeerProgram.require("gpgsm");
        try {
            // The agent's socket must have a short path.
            Path home =
                    Files.createTempDirectory(
                            Path.of("/tmp"),
                            "gh",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
            Files.writeString(home.resolve("gpgsm.conf"), "disable-crl-checks\ndisable-dirmngr\n");
            Files.writeString(home.resolve("gpg-agent.conf"), "allow-loopback-pinentry\n");
            Files.writeString(home.resolve("trustlist.txt"), fingerprint(root) + " S relax\n");
            Gpgsm gpgsm =
                    new Gpgsm(home, new PeerProgram(folder, Map.of("GNUPGHOME", home.toString())));
            gpgsm.learn(root);
            return gpgsm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs commands with this home. */
    public PeerProgram program() {
        return program;
    }

    /** Takes a certificate, such as an authority's between the root and people. */
    public void learn(Certificate certificate) {
        try {
            Path file = home.resolve("learned.der");
            Files.write(file, certificate.encoded());
            program.output("gpgsm --batch --import " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a key from a PKCS#12 file of the old kind, which is all it reads. */
    public void importKey(Path pkcs12, String password) {
        program.run(
                password + "\n",
                "gpgsm",
                "--batch",
                "--pinentry-mode",
                "loopback",
                "--passphrase-fd",
                "0",
                "--import",
                pkcs12.toString());
    }

    @Override
    public void close() {
        program.run("", "gpgconf", "--kill", "all");
        try (Stream<Path> walk = Files.walk(home)) {
            List<Path> paths = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.encoded()))
                    .toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
