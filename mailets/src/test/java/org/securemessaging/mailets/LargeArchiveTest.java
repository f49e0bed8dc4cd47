package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.archive.folder.ArchiveQuery;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.journal.JournalReader;
import org.securemessaging.archive.protection.RecordOpener;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.Encryptor;
import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.cms.sign.SigningPki;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.transport.Base64LinesOutputStream;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.pipeline.archive.ArchiveKeys;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.engine.VaultAssembly;
import org.securemessaging.trust.TestCa;

/** A hundred megabytes, and a CRL of half a million entries, in a process with little heap. */
class LargeArchiveTest {
    private static final int LINES = 1_310_720;
    private static final byte[] LINE =
            ("All work and no play makes Jack a dull boy, over and over and over again and so on"
                                    .substring(0, 78)
                            + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final int ENTRIES = 500_000;
    private static final String SERIALS = "%024x";

    @TempDir private Path work;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(work.resolve("conf/keys"));
        Files.createDirectories(work.resolve("archive"));
        Files.write(work.resolve("conf/keys/bob.pem"), SMIMEDecryptTest.BOB.clearPem());
    }

    @Test
    void hundredMegabytesShouldBeDecryptedAndArchivedInASmallHeap() throws Exception {
        configure("");
        String inside = writeEncrypted(ContentCipher.AES_256_CBC);

        assertThat(archive()).isEqualTo("problems: []");

        FoundRecord found = records(RecordOpener.none(), RecordKind.REPORT).get(0);
        try (MessageBytes report = new ArchiveReader(work.resolve("archive")).open(found.line())) {
            assertHolds(report, inside);
        }
    }

    @Test
    void hundredMegabytesShouldBeDecryptedAndArchivedSignedAndEncryptedInASmallHeap()
            throws Exception {
        Files.write(work.resolve("conf/archive.crt"), SMIMEDecryptTest.BOB.certificate().encoded());
        configure(
                "<archive><protection><signAs>bob@example.org</signAs>"
                        + "<encryptTo>file://conf/archive.crt</encryptTo></protection></archive>");
        String inside = writeEncrypted(ContentCipher.AES_256_GCM);

        assertThat(archive()).isEqualTo("problems: []");

        var configuration = ConfigurationFolder.load(work.resolve("conf"));
        RecordOpener opener =
                new ArchiveKeys(configuration).opener(VaultAssembly.of(configuration.vault()));
        FoundRecord found = records(opener, RecordKind.REPORT).get(0);
        try (MessageBytes report =
                new ArchiveReader(work.resolve("archive"), opener)
                        .openClear(found.line())
                        .orElseThrow()) {
            assertHolds(report, inside);
        }
    }

    @Test
    void halfAMillionRevocationsShouldBeArchivedInASmallHeap() throws Exception {
        PeerProgram.require("openssl");
        TestCa ca = new TestCa("CN=CA");
        TestCa person = new TestCa("CN=Alice");
        Instant now = Instant.now();
        Certificate root = ca.issue(ca).ca().valid(now.minus(DAY), now.plus(DAY)).sign();
        Certificate alice = ca.issue(person).valid(now.minus(DAY), now.plus(DAY)).sign();
        SigningPki.writePem(work.resolve("conf/ca.crt"), root);
        SigningPki.writePem(work.resolve("alice.crt"), alice);
        SigningPki.writePem(work.resolve("alice.key"), person.keys().getPrivate());
        Files.write(work.resolve("conf/ca.crl"), largeCrl(ca, now));
        Files.writeString(work.resolve("content"), "Hello\n");
        new PeerProgram(work, Map.of())
                .run(
                        "",
                        ("openssl cms -sign -in content -text -signer alice.crt -inkey alice.key"
                                        + " -from alice@example.org -out message")
                                .split(" ", -1));
        configure(
                "<trust><anchors>file://conf/ca.crt</anchors></trust>"
                        + "<revocation><crls>file://conf/ca.crl</crls></revocation>");

        assertThat(archive()).isEqualTo("problems: []");

        FoundRecord found = records(RecordOpener.none(), RecordKind.STATUS).get(0);
        try (MessageBytes status = new ArchiveReader(work.resolve("archive")).open(found.line())) {
            String crl = digest(work.resolve("conf/ca.crl"));
            assertThat(digest(status, crl + ".crl")).isEqualTo(crl);
        }
    }

    private static final Duration DAY = Duration.ofDays(1);

    private void configure(String more) throws IOException {
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                "<securemessaging><vault><keys>file://conf/keys/</keys><clearKeys>true</clearKeys>"
                        + "</vault>"
                        + more
                        + "</securemessaging>");
    }

    /** Archives the message with a heap of 128 MB; what the program printed. */
    private String archive() throws Exception {
        Path output = work.resolve("output.txt");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeArchiveMain.class.getName(),
                        work.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
        return printed.substring(printed.lastIndexOf('\n') + 1);
    }

    /** Writes an encrypted message; the digest of the same message without its encryption. */
    private String writeEncrypted(ContentCipher cipher) throws Exception {
        String header = "From: alice@example.org\r\nTo: bob@example.org\r\nMIME-Version: 1.0\r\n";
        String type = "Content-Type: text/plain\r\n\r\n";
        MessageDigest inside = MessageDigest.getInstance("SHA-256");
        inside.update(header.getBytes(StandardCharsets.US_ASCII));
        EncryptionPlan plan =
                new EncryptionPlan(
                        cipher,
                        false,
                        List.of(KeyRecipient.of(SMIMEDecryptTest.BOB.certificate())));
        try (OutputStream file =
                new BufferedOutputStream(Files.newOutputStream(work.resolve("message")))) {
            file.write(
                    (header
                                    + "Content-Type: application/pkcs7-mime; name=smime.p7m\r\n"
                                    + "Content-Transfer-Encoding: base64\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            try (OutputStream lines = new Base64LinesOutputStream(file);
                    OutputStream content =
                            new DigestOutputStream(
                                    new Encryptor(TestKey.PROVIDER).open(plan, lines), inside)) {
                content.write(type.getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < LINES; i++) {
                    content.write(LINE);
                }
            }
        }
        return HexFormat.of().formatHex(inside.digest());
    }

    /** Bouncy Castle's builder would take more heap than all the rest. */
    private static byte[] largeCrl(TestCa ca, Instant now) throws Exception {
        CertificateList empty =
                CertificateList.getInstance(
                        ca.crl().issued(now.minusSeconds(60)).due(now.plus(DAY)).encoded());
        byte[] date = new ASN1UTCTime("260101000000Z").getEncoded();
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (int i = 0; i < ENTRIES; i++) {
            byte[] serial = HexFormat.of().parseHex("5a" + SERIALS.formatted(i));
            byte[] integer = new ASN1Integer(serial).getEncoded();
            entries.write(0x30);
            entries.write(integer.length + date.length);
            entries.writeBytes(integer);
            entries.writeBytes(date);
        }
        TBSCertList list = empty.getTBSCertList();
        byte[] signed =
                sequence(
                        list.getVersion().getEncoded(),
                        list.getSignature().getEncoded(),
                        list.getIssuer().getEncoded(),
                        list.getThisUpdate().getEncoded(),
                        list.getNextUpdate().getEncoded(),
                        sequence(entries.toByteArray()));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(ca.keys().getPrivate());
        signature.update(signed);
        return sequence(
                signed,
                list.getSignature().getEncoded(),
                new DERBitString(signature.sign()).getEncoded());
    }

    private static byte[] sequence(byte[]... pieces) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            content.writeBytes(piece);
        }
        int length = content.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x30);
        int octets = length < 0x80 ? 0 : (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
        out.write(octets == 0 ? length : 0x80 | octets);
        for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
            out.write(length >>> shift);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private List<FoundRecord> records(RecordOpener opener, RecordKind kind) throws IOException {
        List<FoundRecord> found = new ArrayList<>();
        new ArchiveReader(work.resolve("archive"), opener)
                .search(
                        new ArchiveQuery(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        found::add);
        return found.stream().filter(record -> record.line().kind() == kind).toList();
    }

    private static String digest(MessageBytes report, String part) throws Exception {
        Entity entity = new JournalReader().part(report.octets(), part).orElseThrow();
        try (InputStream in = entity.decodedBody()) {
            return digest(in);
        }
    }

    private void assertHolds(MessageBytes report, String inside) throws Exception {
        assertThat(digest(report, "original.eml")).isEqualTo(digest(work.resolve("message")));
        assertThat(digest(report, "decrypted.eml")).isEqualTo(inside);
        assertThat(text(report, "facts.json")).contains("\"status\" : \"decrypted\"");
    }

    private static String text(MessageBytes report, String part) throws IOException {
        Entity entity = new JournalReader().part(report.octets(), part).orElseThrow();
        try (InputStream in = entity.decodedBody()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String digest(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return digest(in);
        }
    }

    private static String digest(InputStream in) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream digesting = new DigestInputStream(in, digest)) {
            digesting.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
