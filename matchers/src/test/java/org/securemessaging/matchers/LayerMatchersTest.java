package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerMatchersTest {
    // ContentInfo with the content types of RFC 5652 and RFC 5083, and no content.
    private static final String SIGNED = content("06092A864886F70D010702");
    private static final String ENVELOPED = content("06092A864886F70D010703");
    private static final String AUTH_ENVELOPED = content("060B2A864886F70D0109100117");

    private final List<MailImpl> mails = new ArrayList<>();

    @AfterEach
    void disposeOfMails() {
        mails.forEach(LifecycleUtil::dispose);
    }

    @ParameterizedTest
    @CsvSource({
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
        "application/octet-stream; name=smime.p7m",
        "Application/PKCS7-MIME; smime-type=enveloped-data",
        "application/pkcs7-mime; smime-type=\"authEnveloped-data\"",
    })
    void matchShouldGoByTheContentWhateverItIsCalled(String type) throws Exception {
        assertThat(kinds(entity(type, SIGNED))).isEqualTo("signed");
        assertThat(kinds(entity(type, ENVELOPED))).isEqualTo("encrypted");
        assertThat(kinds(entity(type, AUTH_ENVELOPED))).isEqualTo("encrypted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x\r\n\r\nplain",
                "\r\nno header",
                "",
                "Content-Type: application/octet-stream; name=x.bin\r\n\r\nMIIC",
                "Content-Type: application/pdf\r\n\r\n",
                "Content-Type: application/pkcs7-mime\r\n\r\nnot base64",
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b--\r\n",
                "Content-Type: multipart/signed; boundary=b;"
                        + " protocol=\"application/pgp-signature\"\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
                        + "Content-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n",
                "Content-Type: message/rfc822\r\n\r\nContent-Type: application/pkcs7-mime\r\n\r\nMIIC",
            })
    void matchShouldPassOverWhatIsNoSmime(String message) throws Exception {
        assertThat(kinds(message)).isEmpty();
    }

    @Test
    void matchShouldPassOverCertificatesSentAlone() throws Exception {
        assertThat(kinds(entity("application/pkcs7-mime; smime-type=certs-only", SIGNED)))
                .isEmpty();
    }

    @Test
    void matchShouldSeeClearSignatures() throws Exception {
        assertThat(kinds(clear("Content-Type: text/plain\r\n\r\ntext"))).isEqualTo("signed");
    }

    @Test
    void matchShouldSeeASignatureThatIsBroken() throws Exception {
        assertThat(
                        kinds(
                                "Content-Type: multipart/signed; boundary=b;"
                                        + " protocol=\"application/pkcs7-signature\"\r\n\r\n"
                                        + "--b\r\n\r\ntext\r\n--b--\r\n"))
                .isEqualTo("signed");
    }

    @Test
    void matchShouldSeeBothLayersOfAMessage() throws Exception {
        assertThat(kinds(clear(entity("application/pkcs7-mime", ENVELOPED))))
                .isEqualTo("signed encrypted");
    }

    @Test
    void matchShouldSeeLayersInParts() throws Exception {
        assertThat(
                        kinds(
                                "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n\r\n"
                                        + "footer\r\n--m\r\n"
                                        + clear("\r\ntext")
                                        + "\r\n--m--\r\n"))
                .isEqualTo("signed");
    }

    @Test
    void matchShouldTakeNobodyWhenAMessageIsBeyondTheLimits() throws Exception {
        String part = "--b\r\n\r\nx\r\n";

        assertThat(kinds("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part.repeat(50_000)))
                .isEmpty();
        assertThat(kinds(clear("\r\n" + "x".repeat(2 << 20)))).isEmpty();
    }

    @Test
    void matchShouldLeaveTheMessageAsItIs() throws Exception {
        MailImpl mail = mail(clear("\r\ntext"));
        Object before = mail.getMessage();

        signed().match(mail);

        assertThat(mail.getMessage()).isSameAs(before);
    }

    @Test
    void matchShouldThrowANeutralSentenceWithoutAMessage() throws Exception {
        IsSMIMESigned matcher = signed();
        MailImpl mail = TestMails.empty();

        assertThatThrownBy(() -> matcher.match(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessage("IsSMIMESigned could not handle this mail")
                .hasNoCause();
    }

    @Test
    void initShouldRefuseACondition() {
        assertThatThrownBy(
                        () ->
                                new IsSMIMEEncrypted(TestMails.judge())
                                        .init(TestMails.condition("yes")))
                .hasMessage("IsSMIMEEncrypted: the condition is \"yes\"; accepted is no condition");
    }

    private String kinds(String message) throws Exception {
        IsSMIMEEncrypted encrypted = new IsSMIMEEncrypted(TestMails.judge());
        encrypted.init(TestMails.condition(""));
        MailImpl mail = mail(message);
        return String.format(
                        Locale.ROOT,
                        "%s %s",
                        TestMails.takes(signed(), mail) ? "signed" : "",
                        TestMails.takes(encrypted, mail) ? "encrypted" : "")
                .strip();
    }

    private static IsSMIMESigned signed() throws Exception {
        IsSMIMESigned signed = new IsSMIMESigned(TestMails.judge());
        signed.init(TestMails.condition(""));
        return signed;
    }

    private MailImpl mail(String message) throws Exception {
        MailImpl mail = TestMails.mail(message);
        mails.add(mail);
        return mail;
    }

    private static String entity(String type, String base64) {
        return "Content-Type: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n"
                .formatted(type, base64);
    }

    private static String clear(String content) {
        return "Content-Type: multipart/signed; boundary=b; micalg=sha-256;"
                + " protocol=\"application/pkcs7-signature\"\r\n\r\n--b\r\n"
                + content
                + "\r\n--b\r\n"
                + entity("application/pkcs7-signature", SIGNED)
                + "--b--\r\n";
    }

    private static String content(String oid) {
        byte[] type = HexFormat.of().parseHex(oid);
        byte[] sequence = new byte[type.length + 2];
        sequence[0] = 0x30;
        sequence[1] = (byte) type.length;
        System.arraycopy(type, 0, sequence, 2, type.length);
        return Base64.getEncoder().encodeToString(sequence);
    }
}
