package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.TrustAnchors;

/** What other programs sign, we verify; and none of their messages passes once it is changed. */
class InteroperabilityTest {
    private static final Provider BC = new BouncyCastleProvider();
    private static final TestPki PKI = new TestPki("Example CA", "RSA", 2048, BC);
    // One RSA key for most tests: making one takes longer than all else.
    private static final TestPki.Person ALICE = PKI.person("alice@example.org", "RSA", 2048);
    private static final String FIELDS = "From: alice@example.org\r\n";

    /** Changes tried in each message: enough to meet its every section. */
    private static final int CHANGES = 40;

    private static final String PASSWORD = "p12pw";
    private static final byte[] ENTITY =
            SignedMail.entity("Pay 100 to Bob.\r\n trailing spaces  \r\n\r\n-- \r\nAlice");

    // gpg-agent keeps a socket there until it is told to go.
    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RSA | 2048 | -md sha256",
                "RSA | 3072 | -md sha512",
                "RSA | 2048 | -md sha384 -nodetach",
                "RSA | 2048 | -md sha256 -keyid",
                "RSA | 2048 | -md sha256 -noattr",
                "RSA | 2048 | -md sha256 -nodetach -noattr -binary",
                "RSA | 2048 | -md sha256 -nosmimecap -cades",
                "RSA | 2048 | -md sha256 -nodetach -stream",
                "RSA | 2048 | -md sha3-256",
                "RSA | 2048 | -md sha256 -keyopt rsa_padding_mode:pss",
                "RSA | 2048 | -md sha512 -keyopt rsa_padding_mode:pss -nodetach",
                "EC | 256 | -md sha256",
                "EC | 384 | -md sha384 -nodetach",
                "EC | 521 | -md sha512 -keyid",
            })
    void verifyShouldPassWhatOpensslSigns(String algorithm, int bits, String options)
            throws IOException {
        PeerProgram.require("openssl");
        boolean usual = algorithm.equals("RSA") && bits == 2048;
        writePem(usual ? ALICE : PKI.person("alice@example.org", algorithm, bits));
        Files.write(folder.resolve("entity"), ENTITY);
        List<String> command =
                new ArrayList<>(
                        List.of("openssl", "cms", "-sign", "-in", "entity", "-out", "signed.eml"));
        command.addAll(List.of("-signer", "alice.crt", "-inkey", "alice.key"));
        command.addAll(List.of("-from", "alice@example.org", "-to", "bob@example.org"));
        command.addAll(List.of(options.split(" ")));

        program(Map.of()).run("", command.toArray(String[]::new));

        assertPassesUntilChanged(Files.readAllBytes(folder.resolve("signed.eml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256", "SHA384", "SHA512"})
    void verifyShouldPassWhatGpgsmSigns(String digest) throws IOException {
        PeerProgram.require("gpgsm");
        PeerProgram.require("openssl");
        // A Unix socket's path must be short.
        Path home = Files.createTempDirectory("gpg");
        PeerProgram gpgsm = program(Map.of("GNUPGHOME", home.toString(), "LC_ALL", "C"));
        try {
            prepareGpgsm(gpgsm, home, ALICE);
            Files.write(folder.resolve("entity"), ENTITY);

            sign(gpgsm, "--detach-sign", digest, "detached.der");
            sign(gpgsm, "--sign", digest, "opaque.der");
        } finally {
            gpgsm.run("", "gpgconf", "--kill", "all");
            deleteRecursively(home);
        }

        assertPassesUntilChanged(clear(Files.readAllBytes(folder.resolve("detached.der"))));
        assertPassesUntilChanged(opaque(Files.readAllBytes(folder.resolve("opaque.der"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256", "SHA384", "SHA512"})
    void verifyShouldPassWhatNssSigns(String digest) throws IOException {
        PeerProgram.require("cmsutil");
        PeerProgram.require("certutil");
        PeerProgram.require("openssl");
        PeerProgram nss = program(Map.of());
        prepareNss(nss, ALICE);
        Files.write(folder.resolve("entity"), ENTITY);
        String[] sign = {
            "cmsutil", "-S", "-d", "sql:nss", "-f", "pw", "-N", "alice", "-H", digest, "-G", "-P",
            "-i", "entity", "-o"
        };

        nss.run("", with(sign, "opaque.der"));
        nss.run("", with(sign, "detached.der", "-T"));

        assertPassesUntilChanged(clear(Files.readAllBytes(folder.resolve("detached.der"))));
        assertPassesUntilChanged(opaque(Files.readAllBytes(folder.resolve("opaque.der"))));
    }

    @Test
    void verifyShouldGivePolicyForWhatOpensslSignsWithSha1() throws IOException {
        PeerProgram.require("openssl");
        writePem(ALICE);
        Files.write(folder.resolve("entity"), ENTITY);

        program(Map.of())
                .run(
                        "",
                        "openssl cms -sign -in entity -out signed.eml -md sha1 -from"
                                .concat(" alice@example.org -signer alice.crt")
                                .concat(" -inkey alice.key")
                                .split(" ", -1));

        assertThat(verify(Files.readAllBytes(folder.resolve("signed.eml"))).result())
                .isEqualTo(SignatureResult.POLICY);
    }

    private void assertPassesUntilChanged(byte[] message) {
        VerificationReport report = verify(message);
        assertThat(report.result()).as(report.toString()).isEqualTo(SignatureResult.PASS);
        int step = Math.max(1, message.length / CHANGES);
        for (int i = step / 2; i < message.length; i += step) {
            byte[] changed = message.clone();
            changed[i] = (byte) (changed[i] == 'A' ? 'B' : 'A');
            assertSaysNothingNew(report, verify(changed), changed);
        }
    }

    /** A changed message may still pass only if what was signed is unchanged. */
    private void assertSaysNothingNew(
            VerificationReport before, VerificationReport after, byte[] changed) {
        if (after.result() != SignatureResult.PASS) {
            return;
        }
        assertThat(signed(changed)).isTrue();
        assertThat(after.decidingSigner().get().certificate())
                .isEqualTo(before.decidingSigner().get().certificate());
    }

    // The text is there as it was, in clear or in base64 (from any of three positions).
    private static boolean signed(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1).replaceAll("[\\r\\n]", "");
        String wanted = "Pay 100 to Bob. trailing spaces  -- Alice";
        boolean clear = text.contains(wanted);
        String packed = text.replaceAll("\\s", "");
        return clear
                || packed.contains("UGF5IDEwMCB0byBCb2")
                || packed.contains("BheSAxMDAgdG8gQm9i")
                || packed.contains("QYXkgMTAwIHRvIEJvY");
    }

    private VerificationReport verify(byte[] message) {
        return new TestEngine(folder, BC, TrustAnchors.of(List.of(PKI.root().certificate())))
                .verify(message, Instant.parse("2026-12-01T00:00:00Z"));
    }

    private static byte[] clear(byte[] cms) {
        return SignedMail.message(FIELDS, SignedMail.clear(ENTITY, cms));
    }

    private static byte[] opaque(byte[] cms) {
        return SignedMail.message(FIELDS, SignedMail.opaque("signed-data", cms));
    }

    private void prepareGpgsm(PeerProgram gpgsm, Path home, TestPki.Person alice)
            throws IOException {
        writePem(alice);
        Files.writeString(home.resolve("gpg-agent.conf"), "allow-loopback-pinentry\n");
        Files.writeString(home.resolve("gpgsm.conf"), "disable-crl-checks\ndisable-dirmngr\n");
        Files.writeString(
                home.resolve("trustlist.txt"),
                sha1(PKI.root().holder().getEncoded()) + " S relax\n");
        gpgsm.run("", "gpgsm", "--batch", "--import", "ca.der");
        importPkcs12(gpgsm);
    }

    /** GnuPG 2.2 can't read one PKCS#12 file in a hundred or so, depending on its random salt. */
    private void importPkcs12(PeerProgram gpgsm) {
        for (int i = 0; i < 5; i++) {
            exportPkcs12(
                    gpgsm,
                    "-keypbe",
                    "PBE-SHA1-3DES",
                    "-certpbe",
                    "PBE-SHA1-3DES",
                    "-macalg",
                    "sha1");
            if (gpgsm.succeeds(PASSWORD + "\n", gpgsm("--import", "alice.p12"))) {
                return;
            }
        }
        throw new AssertionError("gpgsm can't read what openssl pkcs12 makes");
    }

    private void sign(PeerProgram gpgsm, String how, String digest, String out) {
        gpgsm.run(
                PASSWORD + "\n",
                gpgsm(
                        how,
                        "--digest-algo",
                        digest,
                        "-u",
                        "alice@example.org",
                        "-o",
                        out,
                        "entity"));
    }

    private static String[] gpgsm(String... arguments) {
        String[] start = {
            "gpgsm", "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase-fd", "0"
        };
        return with(start, arguments);
    }

    private void prepareNss(PeerProgram nss, TestPki.Person alice) throws IOException {
        writePem(alice);
        Files.writeString(folder.resolve("pw"), "nsspw");
        Files.writeString(folder.resolve("p12pw"), PASSWORD);
        Files.createDirectory(folder.resolve("nss"));
        nss.run("", "certutil", "-N", "-d", "sql:nss", "-f", "pw");
        nss.run(
                "",
                "certutil",
                "-A",
                "-d",
                "sql:nss",
                "-n",
                "CA",
                "-t",
                "CT,C,C",
                "-i",
                "ca.crt",
                "-f",
                "pw");
        exportPkcs12(nss);
        nss.run("", "pk12util", "-i", "alice.p12", "-d", "sql:nss", "-k", "pw", "-w", "p12pw");
    }

    private static void exportPkcs12(PeerProgram program, String... options) {
        String[] export = {
            "openssl",
            "pkcs12",
            "-export",
            "-inkey",
            "alice.key",
            "-in",
            "alice.crt",
            "-certfile",
            "ca.crt",
            "-name",
            "alice",
            "-passout",
            "pass:" + PASSWORD,
            "-out",
            "alice.p12"
        };
        program.run("", with(export, options));
    }

    private void writePem(TestPki.Person alice) throws IOException {
        pem("ca.crt", PKI.root().holder());
        Files.write(folder.resolve("ca.der"), PKI.root().holder().getEncoded());
        pem("alice.crt", alice.holder());
        pem("alice.key", alice.keys().getPrivate());
    }

    private void pem(String name, Object content) throws IOException {
        try (Writer file = Files.newBufferedWriter(folder.resolve(name));
                JcaPEMWriter pem = new JcaPEMWriter(file)) {
            pem.writeObject(content);
        }
    }

    private PeerProgram program(Map<String, String> environment) {
        return new PeerProgram(folder, environment);
    }

    private static String[] with(String[] start, String... rest) {
        List<String> all = new ArrayList<>(List.of(start));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private static String sha1(byte[] der) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(der))
                    .toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void deleteRecursively(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
