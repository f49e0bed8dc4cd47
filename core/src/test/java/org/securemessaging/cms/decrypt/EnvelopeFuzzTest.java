package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.SpoolLimits;

/** Opens whatever a stranger may send, with a key that the seed is for. */
class EnvelopeFuzzTest {
    private static final SpoolLimits SPOOL =
            new SpoolLimits(1 << 20, 1 << 20, Path.of(System.getProperty("java.io.tmpdir")));

    private static final String KEM = "/corpora/pqc-kem/ml-kem-512-2.16.840.1.101.3.4.4.1_";
    private static final CertifiedKey KEY = key();

    @FuzzTest(maxDuration = "20s")
    void openShouldGiveTheSealedContentOrNone(byte[] der) throws IOException {
        Decryption decryption =
                new EnvelopeDecryptor(DecryptionPolicy.permissive(), TestKey.PROVIDER)
                        .decrypt(
                                () -> new ByteArrayInputStream(der),
                                recipient -> List.of(new Held()),
                                SPOOL);
        if (decryption instanceof Decryption.Opened opened) {
            try (opened) {
                if (opened.facts().authenticated()) {
                    // Nobody can make another tag who does not know the content's key.
                    assertThat(opened.content().octets().toByteArray(1 << 20))
                            .isEqualTo(resource("/corpora/pqc-kem/expected_plaintext.txt"));
                }
            }
        }
    }

    @FuzzTest(maxDuration = "20s")
    void decompressShouldAlwaysEnd(byte[] der) throws IOException {
        Decompression decompression =
                new Decompressor(100).open(() -> new ByteArrayInputStream(der), SPOOL);
        if (decompression instanceof Decompression.Opened opened) {
            opened.content().close();
        }
    }

    private record Held() implements HeldKey {
        @Override
        public Certificate certificate() {
            return KEY.certificate();
        }

        @Override
        public CertifiedKey open() {
            return KEY;
        }
    }

    private static CertifiedKey key() {
        try {
            return new CertifiedKey(
                    KeyFactory.getInstance("ML-KEM", TestKey.PROVIDER)
                            .generatePrivate(new PKCS8EncodedKeySpec(resource(KEM + "priv.der"))),
                    Optional.empty(),
                    Certificate.parse(resource(KEM + "ee.der")),
                    List.of());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = EnvelopeFuzzTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
