package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.keys.TestKey;

/** A hundred megabytes, in a process with little heap. */
class LargeEnvelopeTest {
    private static final TestKey KEY = TestKey.of("RSA", TestKey.BOTH, "bob@example.org");
    private static final int MEGABYTES = 100;

    @TempDir Path folder;

    static Stream<Arguments> ciphers() {
        return Stream.of(
                Arguments.of("AES-256-GCM", CMSAlgorithm.AES256_GCM),
                Arguments.of("AES-256-CBC", CMSAlgorithm.AES256_CBC));
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void largeContentShouldDecryptInASmallHeap(String title, ASN1ObjectIdentifier cipher)
            throws Exception {
        Path structure = folder.resolve("large.cms");
        write(structure, cipher);
        Files.write(folder.resolve("key.pem"), KEY.clearPem());
        Path output = folder.resolve("output.txt");

        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeEnvelopeMain.class.getName(),
                        folder.resolve("key.pem").toString(),
                        structure.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();

        assertThat(Files.readString(output, StandardCharsets.UTF_8).strip())
                .endsWith(title + " " + ((long) MEGABYTES << 20));
    }

    private static void write(Path file, ASN1ObjectIdentifier cipher) throws Exception {
        JceKeyTransRecipientInfoGenerator recipient =
                new JceKeyTransRecipientInfoGenerator(KEY.x509()).setProvider(TestKey.PROVIDER);
        OutputEncryptor encryptor =
                new JceCMSContentEncryptorBuilder(cipher).setProvider(TestKey.PROVIDER).build();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                OutputStream content = content(out, recipient, encryptor)) {
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < MEGABYTES; i++) {
                content.write(megabyte);
            }
        }
    }

    private static OutputStream content(
            OutputStream out,
            JceKeyTransRecipientInfoGenerator recipient,
            OutputEncryptor encryptor)
            throws Exception {
        if (encryptor instanceof OutputAEADEncryptor aead) {
            CMSAuthEnvelopedDataStreamGenerator generator =
                    new CMSAuthEnvelopedDataStreamGenerator();
            generator.addRecipientInfoGenerator(recipient);
            return generator.open(out, aead);
        }
        CMSEnvelopedDataStreamGenerator generator = new CMSEnvelopedDataStreamGenerator();
        generator.addRecipientInfoGenerator(recipient);
        return generator.open(out, encryptor);
    }
}
