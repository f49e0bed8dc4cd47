package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import org.apache.james.server.core.MailImpl;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.TestKey;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.RecipientKeys;
import org.securemessaging.pipeline.engine.VaultAssembly;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.pipeline.report.ReportAttributes;

class SMIMEDecryptTest {
    static final TestKey BOB = TestKey.of("RSA", TestKey.BOTH, "bob@example.org");
    static final String HEADER =
            "From: alice@example.net\r\nTo: bob@example.org\r\nSubject: Hello\r\n"
                    + "Message-ID: <1@example.net>\r\nMIME-Version: 1.0\r\n";
    static final String INSIDE =
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                    + "Content-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Transfer-Encoding: 8bit\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe\r\n"
                    + "--b\r\nContent-Type: application/octet-stream\r\n"
                    + "Content-Transfer-Encoding: base64\r\n\r\nAAECAwQ=\r\n--b--\r\n";

    @TempDir Path work;
    private VerificationEngine judge;
    private RecipientKeys keys;

    @BeforeEach
    void assemble() throws Exception {
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

    @AfterEach
    void stop() {
        judge.close();
    }

    @Test
    void mailShouldBeAsItWasBeforeEncryption() throws Exception {
        MailImpl mail = TestMails.mail(encrypted(CMSAlgorithm.AES256_GCM));

        serve(mail);

        assertThat(TestMails.octets(mail))
                .isEqualTo(
                        "X-SMIME-Decrypted: AES-256-GCM; integrity=yes; signature=none\r\n"
                                + HEADER
                                + INSIDE);
        assertThat(ReportAttributes.read(mail)).isPresent();
    }

    @Test
    void contentWithoutIntegrityShouldBeMarked() throws Exception {
        MailImpl mail = TestMails.mail(encrypted(CMSAlgorithm.AES128_CBC));

        serve(mail);

        assertThat(TestMails.octets(mail))
                .startsWith("X-SMIME-Decrypted: AES-128-CBC; integrity=no; signature=none\r\n");
    }

    @Test
    void contentWithoutIntegrityShouldStayClosedWhereItIsRequired() throws Exception {
        String message = encrypted(CMSAlgorithm.AES128_CBC);
        MailImpl mail = TestMails.mail(message);

        serve(mail, "requireIntegrity", "true", "onFailure", "closed");

        assertThat(TestMails.octets(mail)).isEqualTo(message);
        assertThat(mail.getState()).isEqualTo("closed");
    }

    @Test
    void mailToOthersShouldStayAsItIs() throws Exception {
        String message = encrypted(CMSAlgorithm.AES256_GCM);
        MailImpl mail = TestMails.mail(message);
        mail.setRecipients(
                java.util.List.of(
                        new org.apache.james.core.MailAddress("bob@example.org"),
                        new org.apache.james.core.MailAddress("eve@example.org")));

        serve(mail);

        assertThat(TestMails.octets(mail)).isEqualTo(message);
        assertThat(mail.getState()).isEqualTo("root");
    }

    @Test
    void tamperedMailShouldStayAsItIs() throws Exception {
        String message = encrypted(CMSAlgorithm.AES256_GCM);
        int body = message.indexOf("\r\n\r\n") + 4;
        byte[] der = Base64.getMimeDecoder().decode(message.substring(body));
        der[der.length - 7] ^= 1;
        String tampered = message.substring(0, body) + Base64.getMimeEncoder().encodeToString(der);
        MailImpl mail = TestMails.mail(tampered);

        serve(mail);

        assertThat(TestMails.octets(mail)).isEqualTo(tampered);
    }

    @Test
    void clearMailShouldStayAsItIs() throws Exception {
        MailImpl mail = TestMails.mail(HEADER + INSIDE);

        serve(mail);

        assertThat(TestMails.octets(mail)).isEqualTo(HEADER + INSIDE);
    }

    private void serve(MailImpl mail, String... parameters) throws Exception {
        SMIMEDecrypt mailet =
                new SMIMEDecrypt(
                        judge, keys, new SpoolQueue(new HeldQueue().factory()), Clock.systemUTC());
        mailet.init(TestMails.parameters(parameters));
        mailet.service(mail);
    }

    static String encrypted(ASN1ObjectIdentifier cipher) throws Exception {
        JceKeyTransRecipientInfoGenerator recipient =
                new JceKeyTransRecipientInfoGenerator(BOB.x509()).setProvider(TestKey.PROVIDER);
        CMSProcessableByteArray content =
                new CMSProcessableByteArray(INSIDE.getBytes(StandardCharsets.ISO_8859_1));
        OutputEncryptor encryptor =
                new JceCMSContentEncryptorBuilder(cipher).setProvider(TestKey.PROVIDER).build();
        byte[] der;
        if (encryptor instanceof OutputAEADEncryptor aead) {
            CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient);
            der = generator.generate(content, aead).getEncoded();
        } else {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient);
            der = generator.generate(content, encryptor).getEncoded();
        }
        return HEADER
                + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(der);
    }
}
