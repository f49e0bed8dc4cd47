package org.securemessaging.cms.sign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.DigestAlgorithm;
import org.securemessaging.peer.Gpgsm;
import org.securemessaging.peer.NssTools;

/** GnuPG and NSS accept what is signed here, with the algorithms that they know. */
class SigningPeersTest {
    @TempDir private Path folder;

    @Test
    void gpgsmShouldAcceptEveryMessage() throws Exception {
        try (Gpgsm gpgsm = Gpgsm.trusting(SigningPki.root(), folder)) {
            gpgsm.program()
                    .run(
                            script(
                                    false, // GnuPG 2.2 crashes on RSASSA-PSS.
                                    "gpgsm --batch --verify %1$s.der %1$s.txt",
                                    "gpgsm --batch --verify %1$s.der"),
                            "sh");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nssShouldAcceptEveryMessage(boolean pss) throws Exception {
        NssTools.trusting(SigningPki.root(), folder)
                .program()
                .run(
                        script(
                                pss,
                                NssTools.decode("%1$s.der") + " -c %1$s.txt",
                                NssTools.decode("%1$s.der")),
                        "sh");
    }

    /** Every message of the corpora, signed by one after the other. */
    private String script(boolean pss, String clear, String opaque) throws IOException {
        List<CertifiedKey> keys =
                List.of(
                        SigningPki.person("alice@example.org", "RSA 2048"),
                        SigningPki.person("alice@example.org", "EC P-256"),
                        SigningPki.person("alice@example.org", "EC P-384"));
        SigningSettings settings =
                new SigningSettings(DigestAlgorithm.SHA_256, pss, ChainInclusion.WHOLE);
        StringBuilder script = new StringBuilder("set -e\n");
        int number = 0;
        int files = 0;
        for (Path file : CorpusMessages.clear().toList()) {
            CertifiedKey key = keys.get(number++ % keys.size());
            byte[] message = Files.readAllBytes(file);
            for (Signing signing : List.of(Signing.CLEAR, Signing.OPAQUE)) {
                String name = "m" + ++files;
                byte[] signed = signing.with(settings).sign(message, key);
                String command = SignatureFiles.write(signed, folder, name) ? clear : opaque;
                script.append(command.formatted(name))
                        .append(" || { echo ")
                        .append(file.getFileName())
                        .append("; exit 1; }\n");
            }
        }
        return script.toString();
    }
}
