package org.securemessaging.cms.encrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand recipients cost a thousand times the key operations of one, and the content is
 * encrypted once for them all. Counted, not timed.
 */
class ManyRecipientsTest {
    private static final int CONTENT = 100_000;
    private static final int STEP = 333;

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256", "X25519", "ML-KEM-768"})
    void workShouldGrowWithTheRecipientsAlone(String kind) throws IOException {
        Map<String, Integer> one = operations(kind, 1);
        Map<String, Integer> some = operations(kind, 1 + STEP);
        Map<String, Integer> many = operations(kind, 1 + 3 * STEP);

        Map<String, Integer> expected = new TreeMap<>();
        some.forEach(
                (name, count) -> {
                    int each = (count - one.getOrDefault(name, 0)) / STEP;
                    expected.put(name, one.getOrDefault(name, 0) + 3 * STEP * each);
                });
        assertThat(many).isEqualTo(expected);
        assertThat(many.values()).anyMatch(count -> count >= 3 * STEP);
    }

    private static Map<String, Integer> operations(String kind, int recipients) throws IOException {
        CountingProvider provider = new CountingProvider(TestRecipient.BC);
        KeyRecipient recipient = KeyRecipient.of(TestRecipient.with(kind).certificate());
        CountedContent content = new CountedContent();
        new Encryptor(provider)
                .encrypt(
                        content,
                        new EncryptionPlan(
                                ContentCipher.AES_256_GCM,
                                false,
                                Collections.nCopies(recipients, recipient)),
                        OutputStream.nullOutputStream());
        assertThat(content.read).isEqualTo(CONTENT);
        return provider.counts().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A content that knows how much of it was read. */
    private static final class CountedContent extends InputStream {
        private final InputStream octets = new ByteArrayInputStream(new byte[CONTENT]);
        private long read;

        @Override
        public int read() throws IOException {
            int octet = octets.read();
            read += octet < 0 ? 0 : 1;
            return octet;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = octets.read(target, offset, length);
            read += Math.max(0, got);
            return got;
        }
    }
}
