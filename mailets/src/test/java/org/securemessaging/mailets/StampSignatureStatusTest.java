package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.commons.io.IOUtils;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.pipeline.message.RawMessage;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

class StampSignatureStatusTest {
    private static final String MESSAGE =
            "Subject: Hello\r\nX: gr\u00fc\u00dfe\r\n\r\nbody \u00ff\n\0";
    private static final String PASS = "Authentication-Results: mx.example.org; smime=pass\r\n";

    private final List<MailImpl> mails = new ArrayList<>();

    @AfterEach
    void disposeOfMails() {
        mails.forEach(LifecycleUtil::dispose);
    }

    @ParameterizedTest
    @EnumSource
    void serviceShouldPutTheResultOnTop(SignatureResult result) throws Exception {
        assertThat(stamped(MESSAGE, result))
                .isEqualTo(
                        "Authentication-Results: mx.example.org; smime=%s\r\n"
                                        .formatted(result.keyword())
                                + MESSAGE);
    }

    static Stream<String> messages() {
        return Stream.of(
                MESSAGE,
                "\r\nno header",
                "",
                "Subject: header only",
                "Subject: header only\r\n",
                "Subject: bare LF\nX: y\n\nbody\n",
                "From someone Thu Jan  1\r\nSubject: mbox\r\n\r\n",
                "no field at all\r\n\r\nbody",
                "X: \0\r\n\r\n\0\0",
                "X: y\r\n\r\n" + "z".repeat(1 << 20) + "\r\n",
                "X: " + "z".repeat(1 << 20) + "\r\n\r\nbody");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void serviceShouldKeepEveryOctet(String message) throws Exception {
        assertThat(stamped(message, SignatureResult.PASS)).isEqualTo(PASS + message);
    }

    @Test
    void serviceShouldKeepEveryOctetOfAHundredMegabytes() throws Exception {
        String header = "Subject: x\r\n\r\n";
        MailImpl mail = judged("", SignatureResult.PASS);
        mail.setMessageContent(
                MimeMessageInputStreamSource.create("large", hundredMegabytes(header)));

        stamp().service(mail);

        try (InputStream expected = hundredMegabytes(PASS + header);
                InputStream stamped = new RawMessage(mail, TestMails.SPOOL).open()) {
            assertThat(IOUtils.contentEquals(stamped, expected)).isTrue();
        }
    }

    @Test
    void serviceShouldStampOnceWhenAMailIsProcessedTwice() throws Exception {
        MailImpl mail = judged(MESSAGE, SignatureResult.PASS);
        StampSignatureStatus stamp =
                stamp("xHeader", "true", "subjectTags", "pass,fail", "authservId", "a.example");
        stamp.service(mail);
        String once = TestMails.octets(mail);
        ReportAttributes.write(mail, ReportSummary.of(TestMails.report(SignatureResult.PASS)));

        stamp.service(mail);

        assertThat(TestMails.octets(mail)).isEqualTo(once);
        assertThat(once)
                .isEqualTo(
                        "Authentication-Results: a.example; smime=pass\r\nX-SMIME-Status: pass\r\n"
                                + "Subject: [Signed] Hello\r\nX: gr\u00fc\u00dfe\r\n\r\nbody \u00ff\n\0");
    }

    @Test
    void serviceShouldKeepWhatThisServerSaysOfOtherMatters() throws Exception {
        String dkim = "Authentication-Results: mx.example.org; dkim=pass\r\n";
        String forged = "Authentication-Results: mx.example.org; smime=pass\r\n";

        assertThat(stamped(dkim + forged + MESSAGE, SignatureResult.FAIL))
                .isEqualTo(
                        "Authentication-Results: mx.example.org; smime=fail\r\n" + dkim + MESSAGE);
    }

    @Test
    void serviceShouldDoNothingIfNobodyVerified() throws Exception {
        MailImpl mail = TestMails.mail(MESSAGE);
        mails.add(mail);

        stamp().service(mail);

        assertThat(TestMails.octets(mail)).isEqualTo(MESSAGE);
    }

    @Test
    void serviceShouldNotStampUnsignedMailIfToldSo() throws Exception {
        assertThat(stamped(MESSAGE, SignatureResult.NONE, "stampNone", "false")).isEqualTo(MESSAGE);
    }

    @Test
    void serviceShouldStampFromTheAttributesOfASplitMail() throws Exception {
        MailImpl split = MailImpl.duplicate(judged("A: b\r\n\r\nbody", SignatureResult.PASS));
        mails.add(split);

        stamp().service(split);

        assertThat(TestMails.octets(split)).isEqualTo(PASS + "A: b\r\n\r\nbody");
    }

    @Test
    void serviceShouldNotSayPassIfTheResultDoesNot() throws Exception {
        MailImpl mail = judged(MESSAGE, SignatureResult.FAIL);
        mail.setAttribute(
                new Attribute(ReportAttributes.STAMP, AttributeValue.of("smime=pass x=y")));

        stamp().service(mail);

        assertThat(TestMails.octets(mail))
                .isEqualTo("Authentication-Results: mx.example.org; smime=fail\r\n" + MESSAGE);
    }

    @Test
    void serviceShouldFoldALongStamp() throws Exception {
        MailImpl mail = judged("\r\n", SignatureResult.PASS);
        String value =
                "smime=pass body.smime-part=TEXT body.smime-identifier=alice@example.org"
                        + " body.smime-serial=1A body.smime-issuer=\"CN=A  CA of  some   length,"
                        + "O=An Example Organisation with a rather long name,C=CH\"";
        mail.setAttribute(new Attribute(ReportAttributes.STAMP, AttributeValue.of(value)));

        stamp().service(mail);

        String stamped = TestMails.octets(mail);
        assertThat(stamped.lines().map(String::length)).allMatch(length -> length <= 78);
        assertThat(stamped.lines().limit(1))
                .containsExactly(
                        "Authentication-Results: mx.example.org; smime=pass body.smime-part=TEXT");
        assertThat(stamped.replace("\r\n ", " "))
                .isEqualTo("Authentication-Results: mx.example.org; " + value + "\r\n\r\n");
    }

    @Test
    void serviceShouldNotLetAFoldedFirstLineIntoItsStamp() throws Exception {
        assertThat(stamped(" reason=forged\r\n\r\n", SignatureResult.FAIL))
                .isEqualTo(
                        "Authentication-Results: mx.example.org; smime=fail\r\n"
                                + "Comments: the header began with the line below\r\n"
                                + " reason=forged\r\n\r\n");
    }

    @Test
    void serviceShouldRefuseAStampThatBreaksOutOfItsField() throws Exception {
        MailImpl mail = judged(MESSAGE, SignatureResult.PASS);
        mail.setAttribute(
                new Attribute(
                        ReportAttributes.STAMP, AttributeValue.of("smime=pass x=y\r\nBcc: c@d")));
        StampSignatureStatus stamp = stamp();

        assertThatThrownBy(() -> stamp.service(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessage("StampSignatureStatus could not handle this mail")
                .hasNoCause();
        assertThat(TestMails.octets(mail)).isEqualTo(MESSAGE);
    }

    @Test
    void serviceShouldTagTheSubjectInPlaceOfAForgedTag() throws Exception {
        assertThat(
                        stamped(
                                "A: b\r\nSubject: [Signed] Hello\r\n\r\n",
                                SignatureResult.FAIL,
                                "subjectTags",
                                "fail, policy"))
                .isEqualTo(
                        "Authentication-Results: mx.example.org; smime=fail\r\n"
                                + "A: b\r\nSubject: [SIGNATURE INVALID] Hello\r\n\r\n");
    }

    @Test
    void serviceShouldTagAnEncodedSubjectAndOneThatIsMissing() throws Exception {
        assertThat(
                        stamped(
                                "Subject: =?utf-8?Q?gr=C3=BCn?=\r\n\r\n",
                                SignatureResult.PASS,
                                "subjectTags",
                                "pass"))
                .isEqualTo(PASS + "Subject: [Signed] =?utf-8?Q?gr=C3=BCn?=\r\n\r\n");
        assertThat(stamped("A: b\r\n\r\n", SignatureResult.PASS, "subjectTags", "pass"))
                .isEqualTo(PASS + "Subject: [Signed]\r\nA: b\r\n\r\n");
    }

    @Test
    void serviceShouldEncodeATagThatIsNotAscii() throws Exception {
        String stamped =
                stamped("Subject: x\r\n\r\n", SignatureResult.NEUTRAL, "subjectTags", "neutral");

        assertThat(stamped).endsWith("Subject: =?ISO-8859-1?Q?[Gepr=FCft]_?= x\r\n\r\n");
    }

    @Test
    void serviceShouldSayWhy() throws Exception {
        MailImpl mail = judged("\r\n", SignatureResult.POLICY, ReasonCode.EXPIRED);

        stamp("xHeader", "true").service(mail);

        assertThat(TestMails.octets(mail))
                .isEqualTo(
                        "Authentication-Results: mx.example.org; smime=policy reason=expired\r\n"
                                + "X-SMIME-Status: policy\r\n\r\n");
    }

    @Test
    void initShouldNameWhatItDoesNotUnderstand() {
        assertRefused(
                "StampSignatureStatus: there is no parameter subjectTag;"
                        + " accepted are authservId, stampNone, subjectTags, xHeader",
                "subjectTag",
                "fail");
        assertRefused(
                "StampSignatureStatus: subjectTags is \"fail,bad\"; accepted is one or more of none,"
                        + " pass, temperror, policy, neutral, permerror, fail",
                "subjectTags",
                "fail,bad");
        assertRefused(
                "StampSignatureStatus: authservId is \"a b\"; accepted is a host or domain name",
                "authservId",
                "a b");
        assertRefused(
                "StampSignatureStatus: stampNone is \"no\"; accepted is true or false",
                "stampNone",
                "no");
    }

    /** Never on the heap, so that the test runs in less than the message's size. */
    private static InputStream hundredMegabytes(String header) {
        byte[] block = TestMails.octets("0123456789abcdef".repeat(1 << 16));
        Stream<InputStream> body =
                IntStream.range(0, 100).mapToObj(i -> new ByteArrayInputStream(block));
        InputStream head = new ByteArrayInputStream(TestMails.octets(header));
        return new SequenceInputStream(
                Collections.enumeration(Stream.concat(Stream.of(head), body).toList()));
    }

    private static void assertRefused(String message, String... parameters) {
        assertThatThrownBy(() -> stamp(parameters)).hasMessage(message);
    }

    private String stamped(String message, SignatureResult result, String... parameters)
            throws Exception {
        Mail mail = judged(message, result);
        stamp(parameters).service(mail);
        return TestMails.octets(mail);
    }

    private MailImpl judged(String message, SignatureResult result, ReasonCode... reasons)
            throws Exception {
        MailImpl mail = TestMails.judged(message, result, reasons);
        mails.add(mail);
        return mail;
    }

    private static StampSignatureStatus stamp(String... parameters) throws Exception {
        StampSignatureStatus stamp =
                new StampSignatureStatus(
                        TestMails.configuration(), () -> "default.example", TestMails.noJudge());
        stamp.init(TestMails.parameters(parameters));
        return stamp;
    }
}
