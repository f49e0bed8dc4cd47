package org.securemessaging.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.trust.TestCa;

final class CertificateFilesTest {
    private final TestCa ca = new TestCa("CN=Root");
    private final Certificate one = ca.person("CN=One");
    private final Certificate two = ca.person("CN=Two");
    @TempDir private Path folder;

    @Test
    void readShouldReadEveryFormOfAFolderAndReportWhatItCannot() throws IOException, CMSException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificate(two.holder());
        byte[] bundle = generator.generate(new CMSAbsentContent()).getEncoded();
        Files.write(folder.resolve("a.der"), one.encoded());
        Files.writeString(folder.resolve("b.pem"), "text\n" + pem(one) + pem(ca.selfSigned()));
        Files.write(folder.resolve("c.p7c"), bundle);
        Files.writeString(folder.resolve("d.txt"), "nothing here");
        Files.write(folder.resolve("e.der"), new byte[] {0x30, 3, 2, 1, 0});
        Files.writeString(folder.resolve(".hidden"), "nothing here either");
        Files.createDirectory(folder.resolve("deeper"));

        CertificateFiles.Contents contents = CertificateFiles.read(folder);

        assertThat(contents.certificates()).hasSize(3).startsWith(one).endsWith(two);
        assertThat(contents.problems()).hasSize(2);
        assertThat(contents.problems().get(0)).contains("d.txt");
        assertThat(contents.problems().get(1)).contains("e.der");
    }

    @Test
    void readShouldReportAMissingFile() {
        CertificateFiles.Contents contents = CertificateFiles.read(folder.resolve("missing"));

        assertThat(contents.certificates()).isEmpty();
        assertThat(contents.problems()).hasSize(1);
    }

    @Test
    void watchedFilesShouldFollowChanges() throws IOException {
        WatchedFiles<Integer> watched =
                new WatchedFiles<>(
                        List.of(folder),
                        paths -> CertificateFiles.read(paths).certificates().size(),
                        Duration.ZERO);
        assertThat(watched.get()).isEqualTo(new WatchedFiles.Snapshot<>(0, 0));

        Files.write(folder.resolve("one.der"), one.encoded());
        assertThat(watched.get()).isEqualTo(new WatchedFiles.Snapshot<>(1, 1));
        assertThat(watched.get()).isEqualTo(new WatchedFiles.Snapshot<>(1, 1));

        Files.delete(folder.resolve("one.der"));
        assertThat(watched.get()).isEqualTo(new WatchedFiles.Snapshot<>(0, 2));
    }

    private static String pem(Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(certificate.encoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
