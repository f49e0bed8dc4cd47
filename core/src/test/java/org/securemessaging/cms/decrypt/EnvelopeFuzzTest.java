package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.SpoolLimits;

/** Opens whatever a stranger may send, with the keys that the seeds are for. */
class EnvelopeFuzzTest {
    private static final SpoolLimits SPOOL =
            new SpoolLimits(1 << 20, 1 << 20, Path.of(System.getProperty("java.io.tmpdir")));

    /** RFC 4134 §7.1. */
    private static final byte[] SHARED =
            HexFormat.of().parseHex("737c791f25ead0e04629254352f7dc6291e5cb26917ada32");

    private static final List<HeldKey> KEYS =
            List.of(
                    CorpusKey.of("ml-kem-512-2.16.840.1.101.3.4.4.1"),
                    CorpusKey.of("MLKEM768-X25519-SHA3-256-1.3.6.1.5.5.7.6.58"),
                    CorpusKey.of("ntruhps2048677-1.3.6.1.4.1.22554.5.5.2"),
                    CorpusKey.of("frodokem976aes-1.0.18033.2.2.7.5"));

    @FuzzTest(maxDuration = "20s")
    void openShouldGiveTheSealedContentOrNone(byte[] der) throws IOException {
        Decryption decryption =
                new EnvelopeDecryptor(DecryptionPolicy.permissive(), TestKey.PROVIDER)
                        .decrypt(() -> new ByteArrayInputStream(der), new Ring(), SPOOL);
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

    private static final class Ring implements KeyRing {
        @Override
        public List<HeldKey> find(RecipientId recipient) {
            return KEYS;
        }

        @Override
        public Map<RecipientId.SharedKey, byte[]> sharedKeys(int length) {
            return length == SHARED.length
                    ? Map.of(new RecipientId.SharedKey("01"), SHARED.clone())
                    : Map.of();
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = EnvelopeFuzzTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
