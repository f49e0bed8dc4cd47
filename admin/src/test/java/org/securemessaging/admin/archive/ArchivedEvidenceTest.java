package org.securemessaging.admin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.archive.folder.ArchiveQuery;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.folder.FolderTarget;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.protection.ReportProtection;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ArchiveIdentity;
import org.securemessaging.pipeline.archive.ArchiveTargets;
import org.securemessaging.pipeline.archive.ClearCopy;
import org.securemessaging.pipeline.archive.MailFacts;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.trust.TestCa;

/** What was exported from the archive is enough for OpenSSL to judge a signature years later. */
class ArchivedEvidenceTest {
    @TempDir private Path work;

    // OpenSSL signs and answers for the time it is asked.
    private final Instant now = Instant.now();
    private final Instant from = now.minus(Duration.ofDays(30));
    private final Instant until = now.plus(Duration.ofDays(30));
    private final TestCa ca = new TestCa("CN=CA");
    private final TestCa person = new TestCa("CN=Alice");
    private final Certificate root = ca.issue(ca).ca().valid(from, until).sign();

    @BeforeEach
    void prepare() throws IOException {
        PeerProgram.require("openssl");
        Files.createDirectories(work.resolve("conf"));
        Files.createDirectories(work.resolve("archive"));
        pem(work.resolve("conf/ca.crt"), root.holder());
        pem(work.resolve("ca.key"), ca.keys().getPrivate());
        pem(work.resolve("alice.key"), person.keys().getPrivate());
    }

    @Test
    void opensslShouldVerifyTheSignatureByTheExportedCrl() throws IOException {
        alice();
        Files.write(work.resolve("conf/ca.crl"), crl().encoded());
        archive("<crls>file://conf/ca.crl</crls>");

        Path exported = exported();

        JsonNode proof = proof(exported);
        assertThat(proof.get("kind").asText()).isEqualTo("crl");
        assertThat(proof.get("source").asText()).endsWith("conf/ca.crl");
        assertThat(proof.get("record").isNull()).isTrue();
        assertThat(opensslVerifies(exported, proof.get("file").asText())).isTrue();
    }

    @Test
    void opensslShouldRefuseTheSignatureByTheExportedCrlWhenItRevokes() throws IOException {
        Certificate alice = alice();
        Files.write(
                work.resolve("conf/ca.crl"),
                crl().revoke(alice, now.minus(Duration.ofHours(2)), 1).encoded());
        archive("<crls>file://conf/ca.crl</crls>");

        Path exported = exported();

        assertThat(Files.readString(exported.resolve("signature.json"))).contains("revoked");
        String crl = proof(exported).get("file").asText();
        assertThat(opensslVerifies(exported, crl)).isFalse();
        assertThat(opensslVerifies(exported, null)).isTrue();
    }

    @Test
    void largeCrlShouldBeFiledOnceAndBeInEveryExport() throws IOException {
        Certificate alice = alice();
        TestCa.Revoke crl = crl();
        for (int i = 0; i < 6000; i++) {
            crl.revoke(root, now.minus(Duration.ofDays(1)), 0);
        }
        byte[] octets = crl.encoded();
        Files.write(work.resolve("conf/ca.crl"), octets);
        archive("<crls>file://conf/ca.crl</crls>");
        Files.writeString(work.resolve("content"), "Another\n");
        archive("<crls>file://conf/ca.crl</crls>");

        Path exported = exported();

        assertThat(records(RecordKind.REPORT)).hasSize(2);
        assertThat(records(RecordKind.STATUS)).hasSize(1);
        JsonNode proof = proof(exported);
        assertThat(proof.get("certificate").asText()).isEqualTo(alice.sha256());
        assertThat(proof.get("record").asText())
                .isEqualTo(records(RecordKind.STATUS).get(0).line().key().hex());
        String file = proof.get("file").asText();
        assertThat(exported.resolve(file)).hasBinaryContent(octets);
        assertThat(opensslVerifies(exported, file)).isTrue();
    }

    @Test
    void opensslShouldBelieveTheExportedOcspResponse() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            Certificate alice = alice(server.uri("/ocsp").toString());
            Files.writeString(work.resolve("index.txt"), index(alice));
            server.serve(
                    "/ocsp",
                    exchange -> {
                        Files.write(
                                work.resolve("request"), exchange.getRequestBody().readAllBytes());
                        peer(work).run("", OCSP.split(" ", -1));
                        byte[] answer = Files.readAllBytes(work.resolve("response"));
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                        exchange.close();
                    });
            archive(
                    "<order>ocsp-first</order><ocspNonce>true</ocspNonce>"
                            + "<allowedAddresses>127.0.0.1</allowedAddresses>");
        }

        Path exported = exported();

        JsonNode proof = proof(exported);
        assertThat(proof.get("kind").asText()).isEqualTo("ocsp");
        assertThat(proof.get("source").asText()).startsWith("http://127.0.0.1");
        assertThat(exported.resolve(proof.get("file").asText()))
                .hasSameBinaryContentAs(work.resolve("response"));
        certificatesAsPem(exported);
        String said =
                peer(exported)
                        .output(
                                "openssl ocsp -respin %s -issuer %s.pem -cert %s.pem -CAfile %s.pem"
                                                .formatted(
                                                        proof.get("file").asText(),
                                                        root.sha256(),
                                                        proof.get("certificate").asText(),
                                                        root.sha256())
                                        + " -attime "
                                        + archivedAt(exported)
                                        + " -no_nonce");
        assertThat(said).contains("Response verify OK").contains(".pem: good");
    }

    private static final String OCSP =
            "openssl ocsp -index index.txt -CA conf/ca.crt -rsigner conf/ca.crt -rkey ca.key"
                    + " -reqin request -respout response -nmin 5";

    private static String index(Certificate certificate) {
        return "V\t491231235959Z\t\t%04X\tunknown\t/CN=Alice\n"
                .formatted(certificate.serialNumber());
    }

    private TestCa.Revoke crl() {
        return ca.crl().issued(now.minus(Duration.ofHours(1))).due(now.plus(Duration.ofDays(7)));
    }

    private Certificate alice(String... responder) throws IOException {
        TestCa.Issue issue =
                ca.issue(person)
                        .valid(from, until)
                        .with(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(
                                        new GeneralName(
                                                GeneralName.rfc822Name, "alice@example.org")));
        Certificate alice = (responder.length > 0 ? issue.ocspAt(responder[0]) : issue).sign();
        pem(work.resolve("alice.crt"), alice.holder());
        Files.writeString(work.resolve("content"), "Hello\n");
        return alice;
    }

    /** Signs the content with OpenSSL and archives the message. */
    private void archive(String revocation) throws IOException {
        peer(work)
                .run(
                        "",
                        "openssl",
                        "cms",
                        "-sign",
                        "-in",
                        "content",
                        "-text",
                        "-signer",
                        "alice.crt",
                        "-inkey",
                        "alice.key",
                        "-from",
                        "alice@example.org",
                        "-to",
                        "bob@example.org",
                        "-out",
                        "message");
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                "<securemessaging><trust><anchors>file://conf/ca.crt</anchors></trust><revocation>"
                        + "<mode>require</mode>"
                        + revocation
                        + "</revocation></securemessaging>");
        try (VerificationEngine engine =
                        new VerificationEngine(
                                ConfigurationFolder.load(work.resolve("conf")), Clock.systemUTC());
                FolderTarget target =
                        new FolderTarget(work.resolve("archive"), "node1", Clock.systemUTC());
                MessageBytes message = MessageBytes.of(work.resolve("message"))) {
            Archive archive =
                    new Archive(
                            new ArchiveTargets(List.of(target), Clock.systemUTC()),
                            new ArchiveIdentity("node1", "mx", "postmaster@example.org", ""),
                            ReportProtection.none(),
                            octets ->
                                    new ClearCopy.NotEncrypted(
                                            engine.verify(
                                                    octets.octets().open(), engine.request())),
                            octets -> engine.verify(octets.open(), engine.request()),
                            Clock.systemUTC(),
                            new RecordingMetricFactory());
            MailFacts facts =
                    new MailFacts(
                            "mail",
                            "alice@example.org",
                            List.of("bob@example.org"),
                            List.of(),
                            Optional.empty(),
                            "127.0.0.1",
                            "client");
            RecordKey key = RecordKey.of(message.octets(), facts.sender(), facts.addressed());
            assertThat(archive.fileReport(key, facts, message, Set.of()).complete()).isTrue();
        }
    }

    private List<FoundRecord> records(RecordKind kind) throws IOException {
        List<FoundRecord> found = new ArrayList<>();
        new ArchiveReader(work.resolve("archive"))
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

    private Path exported() throws IOException {
        String digest = records(RecordKind.REPORT).get(0).line().report();
        Ran ran =
                Ran.with(
                        "archive",
                        "export",
                        digest,
                        "--folder",
                        work.resolve("archive").toString(),
                        "--to",
                        work.resolve("exported").toString(),
                        "--why",
                        "test");
        assertThat(ran.status()).as(ran.err()).isZero();
        return work.resolve("exported").resolve(digest);
    }

    private static JsonNode proof(Path exported) throws IOException {
        JsonNode proofs = new ObjectMapper().readTree(exported.resolve("revocation.json").toFile());
        assertThat(proofs).hasSize(1);
        return proofs.get(0);
    }

    private static long archivedAt(Path exported) throws IOException {
        JsonNode facts = new ObjectMapper().readTree(exported.resolve("facts.json").toFile());
        return Instant.parse(facts.get("archivedAt").asText()).getEpochSecond();
    }

    private boolean opensslVerifies(Path exported, String crl) throws IOException {
        certificatesAsPem(exported);
        String verify =
                "openssl cms -verify -in original.eml -out verified -purpose any -CAfile %s.pem"
                                .formatted(root.sha256())
                        + " -attime "
                        + archivedAt(exported);
        if (crl == null) {
            return peer(exported).succeeds("", verify.split(" ", -1));
        }
        peer(exported).run("", "openssl", "crl", "-inform", "DER", "-in", crl, "-out", "crl.pem");
        // OpenSSL takes CRLs for cms from the file of trusted certificates.
        Files.writeString(
                exported.resolve("trusted.pem"),
                Files.readString(exported.resolve(root.sha256() + ".pem"))
                        + Files.readString(exported.resolve("crl.pem")));
        return peer(exported)
                .succeeds(
                        "",
                        (verify.replace(root.sha256() + ".pem", "trusted.pem") + " -crl_check")
                                .split(" ", -1));
    }

    private static void certificatesAsPem(Path exported) throws IOException {
        try (Stream<Path> files = Files.list(exported)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".cer")).toList()) {
                String name = file.getFileName().toString();
                peer(exported)
                        .run(
                                "",
                                "openssl",
                                "x509",
                                "-inform",
                                "DER",
                                "-in",
                                name,
                                "-out",
                                name.replace(".cer", ".pem"));
            }
        }
    }

    private static PeerProgram peer(Path folder) {
        return new PeerProgram(folder, Map.of());
    }

    private static void pem(Path file, Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        Files.writeString(file, text.toString());
    }
}
