package org.securemessaging.james39;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** The mailets, matchers and wiring of the jar for James 3.9, among the classes of James 3.9. */
class James39JarTest {
    // Within the validity of Thunderbird's certificates.
    private static final Instant IN_2026 = Instant.parse("2026-12-01T00:00:00Z");
    private static final String GOOD = "alice.dsig.SHA256.multipart.eml";
    private static final String OPAQUE = "alice.html.sig.SHA256.opaque.eml";
    private static final String BAD = "alice.dsig.SHA256.multipart.bad.eml";
    private static final String WEAK = "alice.dsig.SHA1.multipart.eml";
    private static final String ENCRYPTED = "alice.env.eml";
    private static final String CONFIGURATION =
            """
            <securemessaging>
              <trust><anchors>file://conf/TestCA.pem</anchors></trust>
              <revocation><mode>off</mode></revocation>
              <stamps><authservId>mx.example.org</authservId></stamps>
            </securemessaging>
            """;

    @TempDir static Path folder;
    private static James39 james;

    @BeforeAll
    static void startJames() throws IOException {
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(conf.resolve("securemessaging.xml"), CONFIGURATION);
        Files.write(conf.resolve("TestCA.pem"), octets("TestCA.pem"));
        james = new James39(folder, IN_2026);
    }

    @Test
    void mailetsShouldComeFromTheJarAndSpeakJakarta() throws Exception {
        Class<?> mailet = james.mailet("SMIMEVerify").getClass();

        assertThat(mailet.getClassLoader()).isNotSameAs(getClass().getClassLoader());
        assertThat(mailet.getMethod("service", Mail.class).getExceptionTypes())
                .containsExactly(MessagingException.class);
    }

    @ParameterizedTest
    @CsvSource({
        GOOD + ", pass",
        OPAQUE + ", pass",
        BAD + ", fail",
        WEAK + ", policy",
        ENCRYPTED + ", none"
    })
    void mailShouldBeJudgedAndStamped(String file, String result) throws Exception {
        byte[] sent = octets(file);
        Mail mail = mail(sent);
        try {
            process(mail);

            assertThat(attribute(mail, "org.securemessaging.signature.result")).isEqualTo(result);
            if (!result.equals("none")) {
                assertThat(mail.getMessage().getHeader("Authentication-Results"))
                        .singleElement()
                        .asString()
                        .contains("mx.example.org")
                        .contains("smime=" + result);
            }
            assertThat(body(raw(mail))).isEqualTo(body(sent));
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    @Test
    void forgedStampsShouldBeStripped() throws Exception {
        String forged =
                """
                Authentication-Results: mx.example.org; smime=pass
                Authentication-Results: elsewhere.example; smime=fail
                X-SMIME-Status: pass
                From: mallory@example.org
                Subject: hello

                text
                """;
        Mail mail = mail(forged.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        try {
            james.mailet("StripForgedStamps").service(mail);

            assertThat(new String(raw(mail), StandardCharsets.US_ASCII))
                    .isEqualTo(
                            """
                            Authentication-Results: elsewhere.example; smime=fail
                            From: mallory@example.org
                            Subject: hello

                            text
                            """
                                    .replace("\n", "\r\n"));
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IsSMIMESigned, '', " + GOOD + ", true",
        "IsSMIMESigned, '', " + ENCRYPTED + ", false",
        "IsSMIMEEncrypted, '', " + ENCRYPTED + ", true",
        "IsSMIMEEncrypted, '', " + GOOD + ", false",
        "SignatureStatusIs, 'fail,policy', " + BAD + ", true",
        "SignatureStatusIs, 'fail,policy', " + WEAK + ", true",
        "SignatureStatusIs, 'fail,policy', " + GOOD + ", false",
        "SignerRevoked, '', " + GOOD + ", false",
        "SignerIs, 'alice@example.com', " + GOOD + ", true",
        "SignerIs, '@example.net', " + GOOD + ", false"
    })
    void matchersShouldDecideByTheReport(
            String matcher, String condition, String file, boolean expected) throws Exception {
        Mail mail = mail(octets(file));
        try {
            process(mail);

            var matched = james.matcher(matcher, condition).match(mail);

            assertThat(matched != null && !matched.isEmpty()).isEqualTo(expected);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    @Test
    void healthCheckShouldBeAnswered() throws Exception {
        HealthCheck check = james.healthCheck("CrlHealthCheck");

        Result result = Mono.from(check.check()).block();

        assertThat(result.isHealthy()).as(result.toString()).isTrue();
        assertThat(result.getComponentName()).isEqualTo(check.componentName());
    }

    @Test
    void reportShouldSurviveDuplication() throws Exception {
        Mail mail = mail(octets(GOOD));
        try {
            process(mail);
            Mail copy = mail.duplicate();
            try {
                assertThat(attribute(copy, "org.securemessaging.signature.result"))
                        .isEqualTo("pass");
                assertThat(copy.attributesMap().keySet()).isEqualTo(mail.attributesMap().keySet());
            } finally {
                LifecycleUtil.dispose(copy);
            }
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    private static void process(Mail mail) throws MessagingException {
        james.mailet("StripForgedStamps").service(mail);
        james.mailet("SMIMEVerify").service(mail);
        james.mailet("StampSignatureStatus").service(mail);
    }

    private static Mail mail(byte[] message) throws Exception {
        MailImpl mail =
                MailImpl.builder()
                        .name("mail")
                        .sender("sender@example.com")
                        .addRecipient("bob@example.org")
                        .build();
        mail.setMessageContent(
                MimeMessageInputStreamSource.create("test", new ByteArrayInputStream(message)));
        mail.setState("root");
        return mail;
    }

    private static String attribute(Mail mail, String name) {
        return AttributeUtils.getValueAndCastFromMail(mail, AttributeName.of(name), String.class)
                .orElseThrow();
    }

    private static byte[] raw(Mail mail) throws Exception {
        try (InputStream in = ((MimeMessageWrapper) mail.getMessage()).getMessageInputStream()) {
            return in.readAllBytes();
        }
    }

    private static String body(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        return text.substring(text.indexOf("\n\n"));
    }

    private static byte[] octets(String file) throws IOException {
        try (InputStream in = James39JarTest.class.getResourceAsStream("/thunderbird/" + file)) {
            return in.readAllBytes();
        }
    }
}
