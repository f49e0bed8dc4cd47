package org.securemessaging.admin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.webadmin.Webadmin;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.folder.FolderTarget;
import org.securemessaging.archive.protection.ReportSigner;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.TimestampAuthority;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ArchiveIdentity;
import org.securemessaging.pipeline.archive.ArchiveKeys;
import org.securemessaging.pipeline.archive.ArchiveTargets;
import org.securemessaging.pipeline.archive.ClearCopy;
import org.securemessaging.pipeline.archive.Filing;
import org.securemessaging.pipeline.archive.MailFacts;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.SigningEngine;
import org.securemessaging.pipeline.engine.VaultAssembly;
import org.securemessaging.pipeline.engine.VerificationEngine;

/** Reports that are signed, stamped and encrypted, as OpenSSL and the command line read them. */
class ProtectedArchiveTest {
    private static final String MESSAGE =
            """
            From: alice@example.org
            To: bob@example.org
            Subject: The secret merger
            Message-ID: <merger@example.org>

            Nobody else knows of it. h\u00e4\u00f6\u00fc
            """;

    private static final TestKey ORGANISATION =
            TestKey.of("RSA", TestKey.BOTH, "archive@example.org");
    private static final TestKey SOMEBODY = TestKey.of("RSA", TestKey.BOTH, "eve@example.org");

    @TempDir private Path work;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(work.resolve("conf/keys"));
        Files.createDirectories(work.resolve("archive"));
        Files.write(work.resolve("conf/keys/archive.pem"), ORGANISATION.clearPem());
        Files.write(work.resolve("conf/archive.crt"), ORGANISATION.certificate().encoded());
    }

    @Test
    void nothingClearShouldLieInAnEncryptedArchive() throws IOException {
        assertThat(archive(SIGN + ENCRYPT).complete()).isTrue();

        try (Stream<Path> files = Files.walk(work.resolve("archive"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String octets = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String secret : List.of("merger", "alice", "bob@", "Nobody")) {
                    assertThat(octets).as("%s", file).doesNotContainIgnoringCase(secret);
                }
                assertThat(new String(decodedLines(octets), StandardCharsets.ISO_8859_1))
                        .as("%s, decoded", file)
                        .doesNotContainIgnoringCase("merger");
            }
        }
        assertThat(archive("list", "--json").out()).contains("\"readable\":false");
    }

    @Test
    void keyShouldOpenAnEncryptedArchive() throws IOException {
        archive(SIGN + ENCRYPT);
        Ran listed = archive("list", "--conf", conf(), "--subject", "merger");

        assertThat(listed.out().lines()).hasSize(1);
        String id = listed.out().substring(0, 16);
        assertThat(archive("show", id, "--conf", conf()).out())
                .contains("Subject: The secret merger", "\"decryption\"");
        assertThat(archive("show", id).err()).contains("no key that opens it");
        Ran exported =
                archive("export", id, "--conf", conf(), "--to", work.resolve("out").toString());
        assertThat(Path.of(exported.out().strip()).resolve("original.eml"))
                .hasBinaryContent(MESSAGE.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void webadminShouldOpenAnEncryptedArchive() throws Exception {
        archive(SIGN + ENCRYPT);
        String reader = "who=carol&why=case+7";
        try (Webadmin webadmin = Webadmin.open(work.resolve("conf"))) {
            String listed =
                    webadmin.get("/securemessaging/archive?subject=merger&" + reader).body();
            String id = record().getFileName().toString().substring(0, 16);
            String record = "/securemessaging/archive/" + id;

            assertThat(listed).contains("alice@example.org", id);
            assertThat(webadmin.get(record + "?" + reader).body()).contains("decryption");
            assertThat(webadmin.get(record + "/export?part=original.eml&" + reader).body())
                    .contains("Nobody else knows of it.");
        }
    }

    @Test
    void opensslShouldOpenAndVerifyAReport() throws IOException {
        PeerProgram.require("openssl");
        archive(SIGN + ENCRYPT);
        Files.copy(record(), work.resolve("sealed.eml"));

        run("openssl cms -decrypt -in sealed.eml -inkey conf/keys/archive.pem -out clear.eml");
        run(
                "openssl cms -verify -in clear.eml -noverify -certfile conf/keys/archive.pem"
                        + " -out report");

        assertThat(work.resolve("clear.eml")).content().contains("Subject: The secret merger");
        assertThat(work.resolve("report")).content().contains("Sender: alice@example=2Eorg");
    }

    @Test
    void opensslShouldNotVerifyAReportThatWasChanged() throws IOException {
        PeerProgram.require("openssl");
        archive(SIGN);
        String report = Files.readString(record(), StandardCharsets.ISO_8859_1);
        Files.writeString(work.resolve("good"), report, StandardCharsets.ISO_8859_1);
        Files.writeString(
                work.resolve("bad"),
                report.replace("Sender: alice", "Sender: carol"),
                StandardCharsets.ISO_8859_1);

        PeerProgram openssl = new PeerProgram(work, Map.of());
        String verify = "openssl cms -verify -noverify -out report -in ";
        assertThat(openssl.succeeds("", (verify + "good").split(" ", -1))).isTrue();
        assertThat(openssl.succeeds("", (verify + "bad").split(" ", -1))).isFalse();
    }

    @Test
    void opensslShouldVerifyTheTimestampOfAReport() throws Exception {
        try (TimestampAuthority authority = new TimestampAuthority(work)) {
            archive(SIGN + "<timestamp>" + authority.uri() + "</timestamp>");

            SignerInformation signer = signer();
            TimeStampToken token =
                    new TimeStampToken(
                            ContentInfo.getInstance(
                                    signer.getUnsignedAttributes()
                                            .get(
                                                    PKCSObjectIdentifiers
                                                            .id_aa_signatureTimeStampToken)
                                            .getAttrValues()
                                            .getObjectAt(0)));
            Files.write(work.resolve("token"), token.getEncoded());
            Files.write(work.resolve("signature"), signer.getSignature());
            run("openssl ts -verify -data signature -in token -token_in -CAfile tsa.pem");
            assertThat(archive("verify", "--conf", conf()).out())
                    .contains("sealed up to line 1", "by CN=TSA", "sound");
        }
    }

    @Test
    void mailShouldWaitWhenItsReportCantBeSigned() throws IOException {
        Files.delete(work.resolve("conf/keys/archive.pem"));
        Files.write(work.resolve("conf/keys/eve.pem"), SOMEBODY.clearPem());

        Filing filing = archive(SIGN);

        assertThat(filing.complete()).isFalse();
        assertThat(filing.problems().get(0)).contains("no key that signs for archive@example.org");
    }

    @Test
    void mailShouldWaitWhenTheTimeCantBeHad() throws IOException {
        String address;
        try (LoopbackServer server = new LoopbackServer()) {
            address = server.uri("/gone").toString();
        }

        Filing filing = archive(SIGN + "<timestamp>" + address + "</timestamp>");

        assertThat(filing.complete()).isFalse();
        assertThat(filing.problems().get(0)).contains("can't be signed now");
    }

    @Test
    void verifyShouldMissTheSealsThatAreGone() throws IOException {
        archive(SIGN);
        assertThat(archive("verify", "--conf", conf()).status()).isZero();
        try (Stream<Path> seals = Files.list(work.resolve("archive/seals/node1"))) {
            for (Path seal : seals.toList()) {
                Files.delete(seal);
            }
        }

        Ran ran = archive("verify", "--conf", conf());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("never sealed, or its seals are gone");
    }

    @Test
    void verifyShouldRefuseSealsOfSomebodyElse() throws IOException {
        archive(SIGN);
        Files.delete(work.resolve("conf/keys/archive.pem"));
        Files.write(work.resolve("conf/keys/eve.pem"), SOMEBODY.clearPem());

        Ran ran = archive("verify", "--conf", conf());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("made by somebody else");
    }

    private static final String SIGN = "<signAs>archive@example.org</signAs>";
    private static final String ENCRYPT = "<encryptTo>file://conf/archive.crt</encryptTo>";

    private Filing archive(String protection) throws IOException {
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                "<securemessaging><vault><keys>file://conf/keys/</keys><clearKeys>true</clearKeys>"
                        + "</vault><archive><folder>file://archive/</folder><protection>"
                        + protection
                        + "</protection></archive></securemessaging>");
        SecureMessagingConfiguration configuration = ConfigurationFolder.load(work.resolve("conf"));
        Clock clock = Clock.systemUTC();
        KeyVault vault = VaultAssembly.of(configuration.vault());
        ArchiveTargets targets =
                new ArchiveTargets(
                        List.of(new FolderTarget(work.resolve("archive"), "node1", clock)), clock);
        try (VerificationEngine engine = new VerificationEngine(configuration, clock);
                SigningEngine signing =
                        new SigningEngine(configuration, vault, who -> Optional.empty(), clock);
                targets;
                MessageBytes message =
                        MessageBytes.of(MESSAGE.getBytes(StandardCharsets.ISO_8859_1))) {
            ArchiveKeys keys = new ArchiveKeys(configuration);
            Optional<ReportSigner> signer = keys.signer(signing, clock);
            signer.ifPresent(
                    by -> targets.sealEvery(configuration.archive().protection().sealEvery(), by));
            Archive archive =
                    new Archive(
                            targets,
                            new ArchiveIdentity("node1", "mx", "postmaster@example.com", ""),
                            keys.protection(signer),
                            octets ->
                                    new ClearCopy.NotEncrypted(
                                            engine.verify(
                                                    octets.octets().open(), engine.request())),
                            octets -> engine.verify(octets.open(), engine.request()),
                            clock,
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
            return archive.fileReport(key, facts, message, Set.of());
        }
    }

    private Ran archive(String command, String... more) {
        List<String> words = new ArrayList<>(List.of("archive", command));
        words.addAll(List.of(more));
        words.addAll(List.of("--folder", work.resolve("archive").toString()));
        if (!command.equals("verify")) {
            // The log tells what was asked for, and lies elsewhere.
            words.addAll(List.of("--why", "test"));
        }
        return Ran.with(words.toArray(String[]::new));
    }

    private String conf() {
        return work.resolve("conf").toString();
    }

    private Path record() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("archive/reports"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private SignerInformation signer() throws Exception {
        try (MessageBytes record = MessageBytes.of(record())) {
            byte[] signature =
                    new EntityReader(MimeLimits.DEFAULT)
                            .read(record.octets())
                            .parts()
                            .get(1)
                            .decodedBody()
                            .readAllBytes();
            return new CMSSignedData(signature).getSignerInfos().iterator().next();
        }
    }

    /** All that is base64 in a text, decoded. */
    private static byte[] decodedLines(String text) {
        StringBuilder lines = new StringBuilder();
        text.lines().filter(line -> line.matches("[A-Za-z0-9+/]{76}")).forEach(lines::append);
        return Base64.getDecoder().decode(lines.toString());
    }

    private void run(String command) {
        new PeerProgram(work, Map.of()).run("", command.split(" ", -1));
    }
}
