package org.securemessaging.cms.encrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.peer.PeerProgram;

/** What we encrypt, other programs decrypt, octet for octet. */
class EncryptionInteroperabilityTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, PKCS1_V1_5, ISSUER_AND_SERIAL",
        "RSA-3072, OAEP, SUBJECT_KEY_IDENTIFIER",
        "P-256, PKCS1_V1_5, ISSUER_AND_SERIAL",
        "P-384, PKCS1_V1_5, SUBJECT_KEY_IDENTIFIER",
        "P-521, PKCS1_V1_5, ISSUER_AND_SERIAL",
        "brainpoolP256r1, PKCS1_V1_5, ISSUER_AND_SERIAL",
    })
    void encryptShouldBeDecryptedByOpenssl(
            String kind, KeyTransport transport, RecipientNaming naming) throws IOException {
        PeerProgram.require("openssl");
        PeerProgram openssl = new PeerProgram(folder, Map.of());
        TestRecipient recipient = TestRecipient.with(kind);
        recipient.writePem(folder);
        byte[] content = new byte[100_000];
        new Random(7).nextBytes(content);
        for (ContentCipher cipher : ContentCipher.values()) {
            if (cipher == ContentCipher.CHACHA20_POLY1305) {
                continue; // OpenSSL's CMS has none.
            }
            KeyRecipient other = KeyRecipient.of(TestRecipient.with("X25519").certificate());
            encrypt(content, cipher, List.of(other, recipient.by(transport, naming)));

            openssl.run(
                    "",
                    "openssl",
                    "cms",
                    "-decrypt",
                    "-binary",
                    "-inform",
                    "DER",
                    "-in",
                    "envelope.der",
                    "-recip",
                    "recipient.crt",
                    "-inkey",
                    "recipient.key",
                    "-out",
                    "content");

            assertThat(Files.readAllBytes(folder.resolve("content"))).isEqualTo(content);
        }
    }

    private void encrypt(byte[] content, ContentCipher cipher, List<KeyRecipient> recipients)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("envelope.der"))) {
            new Encryptor(TestRecipient.BC)
                    .encrypt(
                            new ByteArrayInputStream(content),
                            new EncryptionPlan(cipher, false, recipients),
                            out);
        }
    }
}
