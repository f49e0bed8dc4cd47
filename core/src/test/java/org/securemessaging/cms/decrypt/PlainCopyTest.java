package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;

/** What becomes of a header of which mail programs hid a part (RFC 9788). */
class PlainCopyTest {
    private static final String OUTER =
            "Received: from mx.example.org\r\nFrom: alice@example.org\r\nTo: bob@example.org\r\n"
                    + "Subject: [...]\r\nMessage-ID: <1@example.org>\r\n";
    private static final String WRAPPING =
            "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\nMIA=\r\n";
    private static final String CIPHER =
            "Content-Type: text/plain; hp=\"cipher\"\r\n\r\nsecret\r\n";

    @Test
    void whatWasHiddenShouldBePutBack() throws IOException {
        assertThat(
                        copy(
                                "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nKeywords: deal\r\n"
                                        + "HP-Outer: Subject: [...]\r\n"
                                        + CIPHER))
                .isEqualTo(
                        OUTER.replace("Subject: [...]\r\n", "")
                                + "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nKeywords: deal\r\n"
                                + CIPHER);
    }

    @Test
    void whatIsTheSameOutsideShouldStayInItsPlace() throws IOException {
        String inside = "From: alice@example.org\r\nSubject: [...]\r\n" + CIPHER;

        assertThat(copy(inside)).isEqualTo(OUTER + CIPHER);
    }

    @Test
    void namesShouldBePutBackBesideTheSameAddresses() throws IOException {
        String names =
                "From: Alice Ace <alice@example.org>\r\nTo: \"Bob, B\" <bob@EXAMPLE.org>\r\n";

        assertThat(copy(names + CIPHER))
                .contains(names)
                .doesNotContain("From: alice@example.org\r\n", "To: bob@example.org\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: boss@example.org",
                "From: Alice <alice@evil.example>",
                "From: \"boss@example.org\" <alice@example.org>",
                "From: alice@example.org, boss@example.org",
                "From: alice@example.org\r\nFrom: boss@example.org",
                "From: alice@example.org (boss@example.org)",
                "Sender: boss@example.org",
                "To: carol@example.org",
                "Reply-To: evil@example.org",
                "Authentication-Results: mx.example.org; smime=pass",
                "Received: from elsewhere",
                "X-SMIME-Decrypted: AES-256-GCM; integrity=yes; signature=pass",
                "DKIM-Signature: v=1",
                "Message-ID: <2@example.org>",
                "Return-Path: <evil@example.org>"
            })
    void whatOthersActUponShouldStayInside(String field) throws IOException {
        assertThat(copy(field + "\r\n" + CIPHER)).isEqualTo(OUTER + CIPHER);
    }

    @Test
    void aSubjectThatBreaksOutOfItsFieldShouldStayInside() throws IOException {
        assertThat(copy("Subject: a\rFrom: boss@example.org\r\n" + CIPHER))
                .isEqualTo(OUTER + CIPHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain; hp=\"clear\"", "text/plain; hp=\"yes\""})
    void nothingShouldBePutBackThatWasNotHidden(String type) throws IOException {
        String content = "Content-Type: " + type + "\r\n\r\nsecret\r\n";

        assertThat(copy("Subject: inside\r\n" + content)).isEqualTo(OUTER + content);
    }

    @Test
    void theSignedHeaderShouldBeTheOneThatCounts() throws IOException {
        String signed =
                "Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\nSubject: signed\r\n"
                        + CIPHER
                        + "--s\r\nContent-Type: application/pkcs7-signature\r\n\r\nx\r\n--s--\r\n";

        assertThat(copy(signed))
                .isEqualTo(
                        OUTER.replace("Subject: [...]\r\n", "") + "Subject: signed\r\n" + signed);
    }

    private static String copy(String inside) throws IOException {
        try (InputStream copy = PlainCopy.of(entity(OUTER + WRAPPING), entity(inside))) {
            return new String(copy.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static Entity entity(String text) {
        return new EntityReader(MimeLimits.DEFAULT)
                .read(MessageBytes.of(text.getBytes(StandardCharsets.ISO_8859_1)).octets());
    }
}
