package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSSignedDataStreamGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.CollectionStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.TrustAnchors;

/** What a stranger may send, each in a JVM with 64 MB of heap. The time-outs catch what hangs. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class HostileMessageTest {
    private static final Provider BC = new BouncyCastleProvider();
    private static final TestPki PKI = new TestPki("Root", BC);
    private static final TestPki.Person ALICE = PKI.person("alice@example.org");
    private static final String FROM_ALICE = "From: alice@example.org\r\nMIME-Version: 1.0\r\n";
    private static final String SIGNED =
            "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
                    + " boundary=sig\r\n\r\n--sig\r\n";
    private static final String SIGNATURE =
            "\r\n--sig\r\nContent-Type: application/pkcs7-signature\r\n"
                    + "Content-Transfer-Encoding: base64\r\n\r\n";
    private static final String LINE =
            "The quick brown fox jumps over the lazy dog, again and again and again.\r\n";

    @TempDir private Path folder;

    private Path anchor;
    private Path message;

    @BeforeEach
    void writeAnchor() throws IOException {
        anchor = Files.write(folder.resolve("root.der"), PKI.root().certificate().encoded());
        message = folder.resolve("message.eml");
    }

    @Test
    void verifyShouldPassAHundredMegabytesInClear() throws Exception {
        CMSSignedDataStreamGenerator cms = new CMSSignedDataStreamGenerator();
        cms.addSignerInfoGenerator(alice());
        cms.addCertificates(new CollectionStore<>(List.of(ALICE.holder())));
        Path signature = folder.resolve("signature");
        try (OutputStream file = Files.newOutputStream(signature);
                OutputStream signed = cms.open(file, false)) {
            writeLargeEntity(signed);
        }
        try (OutputStream out = open()) {
            write(out, FROM_ALICE + SIGNED);
            writeLargeEntity(out);
            write(out, SIGNATURE);
            out.write(Base64.getMimeEncoder().encode(Files.readAllBytes(signature)));
            write(out, "\r\n--sig--\r\n");
        }

        assertThat(verifyInSmallHeap()).isEqualTo("pass revocation-unchecked");
    }

    @Test
    void verifyShouldPassAHundredMegabytesInside() throws Exception {
        CMSSignedDataStreamGenerator cms = new CMSSignedDataStreamGenerator();
        cms.addSignerInfoGenerator(alice());
        cms.addCertificates(new CollectionStore<>(List.of(ALICE.holder())));
        try (OutputStream out = open()) {
            write(
                    out,
                    FROM_ALICE
                            + "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n"
                            + "Content-Transfer-Encoding: base64\r\n\r\n");
            try (OutputStream base64 = Base64.getMimeEncoder().wrap(out);
                    OutputStream signed = cms.open(base64, true)) {
                writeLargeEntity(signed);
            }
        }

        assertThat(verifyInSmallHeap()).isEqualTo("pass revocation-unchecked");
    }

    @Test
    void verifyShouldFailALineOfAGigabyte() throws Exception {
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) 'a');
        try (OutputStream out = open()) {
            write(out, FROM_ALICE + SIGNED + "Content-Type: text/plain\r\n\r\n");
            for (int i = 0; i < 1024; i++) {
                out.write(chunk);
            }
            write(out, SIGNATURE);
            out.write(Base64.getMimeEncoder().encode(signatureOverNothing()));
            write(out, "\r\n--sig--\r\n");
        }

        assertThat(verifyInSmallHeap()).startsWith("fail digest-mismatch");
    }

    @Test
    void verifyShouldGiveUpOnAHeaderFieldOfAGigabyte() throws Exception {
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) 'a');
        try (OutputStream out = open()) {
            write(out, FROM_ALICE + "X-Long: ");
            for (int i = 0; i < 1024; i++) {
                out.write(chunk);
            }
            write(out, "\r\n\r\nbody\r\n");
        }

        assertThat(verifyInSmallHeap()).isEqualTo("permerror limit-exceeded");
    }

    @Test
    void verifyShouldGiveUpOnAMillionHeaderLines() throws Exception {
        try (OutputStream out = open()) {
            write(out, FROM_ALICE);
            for (int i = 0; i < 1_000_000; i++) {
                write(out, "X-Line: " + i + "\r\n");
            }
            write(out, "\r\nbody\r\n");
        }

        assertThat(verifyInSmallHeap()).isEqualTo("permerror limit-exceeded");
    }

    @Test
    void verifyShouldGiveUpOnTenThousandNestedParts() throws Exception {
        try (OutputStream out = open()) {
            write(out, FROM_ALICE);
            for (int i = 0; i < 10_000; i++) {
                write(out, "Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i);
                write(out, "\r\n");
            }
        }

        assertThat(verifyInSmallHeap()).isEqualTo("permerror limit-exceeded");
    }

    @Test
    void verifyShouldGiveUpOnTenThousandNestedSignatures() throws Exception {
        try (OutputStream out = open()) {
            write(out, FROM_ALICE);
            for (int i = 0; i < 10_000; i++) {
                write(out, SIGNED.replace("sig\r\n", "sig" + i + "\r\n"));
            }
        }

        assertThat(verifyInSmallHeap()).isEqualTo("permerror limit-exceeded");
    }

    @Test
    void verifyShouldGiveNeutralForGarbageInsteadOfASignature() throws Exception {
        try (OutputStream out = open()) {
            write(out, FROM_ALICE + SIGNED + "\r\nhello\r\n" + SIGNATURE);
            write(out, "!%&/()=?`*'_:;><|@{[]}~ no base64 at all \u0000\u0001\r\n".repeat(100));
            write(out, "\r\n--sig--\r\n");
        }

        assertThat(verifyInSmallHeap()).isEqualTo("neutral malformed-cms");
    }

    @Test
    void verifyShouldNotPassAMessageCutAtAnyKilobyte() throws Exception {
        byte[] entity = SignedMail.entity(LINE.repeat(1500));
        byte[] whole =
                SignedMail.message(
                        "From: alice@example.org\r\n", new SignedMail(BC).clear(entity, ALICE));
        TestEngine engine =
                new TestEngine(folder, BC, TrustAnchors.of(List.of(PKI.root().certificate())));

        assertThat(engine.verify(whole, TestPki.NOW).result()).isEqualTo(SignatureResult.PASS);
        for (int length = 0; length < whole.length - 1024; length += 1024) {
            assertThat(engine.verify(Arrays.copyOf(whole, length), TestPki.NOW).result())
                    .isNotEqualTo(SignatureResult.PASS);
        }
    }

    private SignerInfoGenerator alice() throws OperatorCreationException, CMSException {
        return new JcaSimpleSignerInfoGeneratorBuilder()
                .setProvider(BC)
                .build("SHA256withECDSA", ALICE.keys().getPrivate(), ALICE.holder());
    }

    private byte[] signatureOverNothing()
            throws OperatorCreationException, CMSException, IOException {
        CMSSignedDataGenerator cms = new CMSSignedDataGenerator();
        cms.addSignerInfoGenerator(alice());
        cms.addCertificates(new CollectionStore<>(List.of(ALICE.holder())));
        return cms.generate(new CMSProcessableByteArray(new byte[0]), false).getEncoded();
    }

    private static void writeLargeEntity(OutputStream out) throws IOException {
        write(out, "Content-Type: text/plain\r\n\r\n");
        byte[] lines = LINE.repeat(14_000).getBytes(StandardCharsets.US_ASCII);
        for (long written = 0; written < 100_000_000; written += lines.length) {
            out.write(lines);
        }
    }

    private OutputStream open() throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(message));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String verifyInSmallHeap() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeapMain.class.getName(),
                                folder.toString(),
                                anchor.toString(),
                                message.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
