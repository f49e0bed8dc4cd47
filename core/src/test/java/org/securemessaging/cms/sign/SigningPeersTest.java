package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.InputStream;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.DigestAlgorithm;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.Entity;
import org.securemessaging.peer.PeerProgram;

/** GnuPG and NSS accept what is signed here, with the algorithms that they know. */
class SigningPeersTest {
    @TempDir private Path folder;

    @Test
    void gpgsmShouldAcceptEveryMessage() throws Exception {
        PeerProgram.require("gpgsm");
        // The agent's socket must have a short path.
        Path home =
                Files.createTempDirectory(
                        Path.of("/tmp"),
                        "gh",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        PeerProgram gpgsm = new PeerProgram(folder, Map.of("GNUPGHOME", home.toString()));
        try {
            Files.writeString(home.resolve("gpgsm.conf"), "disable-crl-checks\ndisable-dirmngr\n");
            Files.writeString(home.resolve("trustlist.txt"), rootFingerprint() + " S relax\n");
            Files.write(folder.resolve("root.der"), SigningPki.root().encoded());
            gpgsm.run("", "gpgsm", "--batch", "--import", "root.der");
            gpgsm.run(
                    script(
                            false, // GnuPG 2.2 crashes on RSASSA-PSS.
                            "gpgsm --batch --verify %1$s.der %1$s.txt",
                            "gpgsm --batch --verify %1$s.der",
                            SigningPki.person("alice@example.org", "RSA 2048"),
                            SigningPki.person("alice@example.org", "EC P-256"),
                            SigningPki.person("alice@example.org", "EC P-384")),
                    "sh");
        } finally {
            gpgsm.run("", "gpgconf", "--kill", "all");
            deleteRecursively(home);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nssShouldAcceptEveryMessage(boolean pss) throws Exception {
        PeerProgram.require("cmsutil");
        PeerProgram nss = new PeerProgram(folder, Map.of());
        Files.writeString(folder.resolve("pw"), "nsspw");
        Files.createDirectory(folder.resolve("nss"));
        SigningPki.writePem(folder.resolve("root.pem"), SigningPki.root());
        nss.run("", "certutil", "-N", "-d", "sql:nss", "-f", "pw");
        String add = "certutil -A -d sql:nss -n root -t CT,C,C -i root.pem -f pw";
        nss.run("", add.split(" ", -1));
        nss.run(
                script(
                        pss,
                        "cmsutil -D -d sql:nss -f pw -c %1$s.txt -i %1$s.der -o out",
                        "cmsutil -D -d sql:nss -f pw -i %1$s.der -o out",
                        SigningPki.person("alice@example.org", "RSA 2048"),
                        SigningPki.person("alice@example.org", "EC P-256"),
                        SigningPki.person("alice@example.org", "EC P-384")),
                "sh");
    }

    /** Every message of the corpora, signed by one after the other. */
    private String script(boolean pss, String clear, String opaque, CertifiedKey... keys)
            throws IOException {
        SigningSettings settings =
                new SigningSettings(DigestAlgorithm.SHA_256, pss, ChainInclusion.WHOLE);
        StringBuilder script = new StringBuilder("set -e\n");
        int number = 0;
        int files = 0;
        for (Path file : CorpusMessages.clear().toList()) {
            CertifiedKey key = keys[number++ % keys.length];
            byte[] message = Files.readAllBytes(file);
            for (Signing signing : List.of(Signing.CLEAR, Signing.OPAQUE)) {
                Entity signed = Signing.entity(signing.with(settings).sign(message, key));
                String command = signed.parts().size() == 2 ? clear : opaque;
                String name = "m" + ++files;
                write(signed, name);
                script.append(command.formatted(name))
                        .append(" || { echo ")
                        .append(file.getFileName())
                        .append("; exit 1; }\n");
            }
        }
        return script.toString();
    }

    /** The signature, and beside it the content if that is not inside. */
    private void write(Entity signed, String name) throws IOException {
        boolean detached = signed.parts().size() == 2;
        Entity signature = detached ? signed.parts().get(1) : signed;
        Files.write(folder.resolve(name + ".der"), signature.decodedBody().readAllBytes());
        if (detached) {
            try (InputStream content = new CanonicalInputStream(signed.parts().get(0).octets())) {
                Files.copy(content, folder.resolve(name + ".txt"));
            }
        }
    }

    private static String rootFingerprint() throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(SigningPki.root().encoded()))
                .toUpperCase(Locale.ROOT);
    }

    private static void deleteRecursively(Path root) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
