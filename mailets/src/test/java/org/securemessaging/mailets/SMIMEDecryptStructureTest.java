package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.Encryptor;
import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.cms.sign.CorpusMessages;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.TestKey;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.RecipientKeys;
import org.securemessaging.pipeline.engine.VaultAssembly;
import org.securemessaging.pipeline.engine.VerificationEngine;

/** Messages of every structure, encrypted and given back: each is as it was. */
class SMIMEDecryptStructureTest {
    private static final TestKey BOB = SMIMEDecryptTest.BOB;

    @TempDir static Path work;
    private static VerificationEngine judge;
    private static RecipientKeys keys;

    @BeforeAll
    static void assemble() throws Exception {
        Files.createDirectories(work.resolve("conf/keys"));
        Files.write(work.resolve("conf/keys/bob.pem"), BOB.clearPem());
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                "<securemessaging><vault><keys>file://conf/keys/</keys>"
                        + "<clearKeys>true</clearKeys></vault></securemessaging>");
        SecureMessagingConfiguration configuration = ConfigurationFolder.load(work.resolve("conf"));
        KeyVault vault = VaultAssembly.of(configuration.vault());
        judge = new VerificationEngine(configuration, Clock.systemUTC());
        keys = new RecipientKeys(vault, vault);
    }

    @AfterAll
    static void stop() {
        judge.close();
    }

    static Stream<Path> messages() {
        return Stream.concat(CorpusMessages.clear(), CorpusMessages.ambiguous());
    }

    @Test
    void thereShouldBeMessagesOfManyStructures() {
        assertThat(messages()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theTreeShouldBeAsItWasBeforeEncryption(Path file) throws Exception {
        byte[] original = Files.readAllBytes(file);
        MailImpl mail =
                TestMails.mail(new String(encrypted(original), StandardCharsets.ISO_8859_1));
        SMIMEDecrypt mailet =
                new SMIMEDecrypt(
                        judge, keys, new SpoolQueue(new HeldQueue().factory()), Clock.systemUTC());
        mailet.init(TestMails.parameters());

        mailet.service(mail);

        String stamped = TestMails.octets(mail);
        assertThat(stamped).startsWith("X-SMIME-Decrypted: AES-256-GCM; integrity=yes");
        Entity before = entity(original);
        Entity after = entity(TestMails.octets(stamped.substring(stamped.indexOf("\r\n") + 2)));
        assertThat(tree(after)).isEqualTo(tree(before));
        assertThat(fields(after, false)).isEqualTo(fields(before, false));
        assertThat(octets(after.body().open())).isEqualTo(octets(before.body().open()));
    }

    /** As a mail program does: the fields of the content go inside, the others stay. */
    private static byte[] encrypted(byte[] message) throws IOException {
        Entity entity = entity(message);
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (HeaderField field : entity.header().fields()) {
            line(field, isContent(field) ? inside : out);
        }
        inside.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        inside.writeBytes(octets(entity.body().open()));
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        new Encryptor(TestKey.PROVIDER)
                .encrypt(
                        new ByteArrayInputStream(inside.toByteArray()),
                        new EncryptionPlan(
                                ContentCipher.AES_256_GCM,
                                false,
                                List.of(KeyRecipient.of(BOB.certificate()))),
                        der);
        out.writeBytes(
                ("Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data\r\n"
                                + "Content-Transfer-Encoding: base64\r\n\r\n"
                                + Base64.getMimeEncoder().encodeToString(der.toByteArray())
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static void line(HeaderField field, ByteArrayOutputStream out) {
        byte[] raw = field.raw();
        out.writeBytes(raw);
        if (raw[raw.length - 1] != '\n') {
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Every part with its fields and its decoded octets. */
    private static List<String> tree(Entity entity) throws IOException {
        List<String> tree = new ArrayList<>();
        walk(entity, "1", tree);
        return tree;
    }

    private static void walk(Entity entity, String number, List<String> tree) throws IOException {
        tree.add(number + " " + entity.contentType() + " " + fields(entity, true));
        if (entity.parts().isEmpty()) {
            tree.add(HexFormat.of().formatHex(octets(entity.decodedBody())));
        }
        int part = 0;
        for (Entity child : entity.parts()) {
            walk(child, number + "." + ++part, tree);
        }
    }

    private static List<String> fields(Entity entity, boolean content) {
        return entity.header().fields().stream()
                .filter(field -> isContent(field) == content)
                .map(field -> new String(field.raw(), StandardCharsets.ISO_8859_1).stripTrailing())
                .toList();
    }

    private static boolean isContent(HeaderField field) {
        return field.name().regionMatches(true, 0, "Content-", 0, "Content-".length());
    }

    private static Entity entity(byte[] octets) {
        return new EntityReader(MimeLimits.DEFAULT).read(MessageBytes.of(octets).octets());
    }

    private static byte[] octets(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }
}
