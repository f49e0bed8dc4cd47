package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.mailets.TestGateway.Sent;

class SMIMEEncryptTest {
    private static final String MANDATORY = "<mode>mandatory</mode>";
    private static final String BODY = "the plain words\r\n";

    @TempDir private Path folder;

    /**
     * Every policy against every state of a recipient's certificates, in a mail to good@ as well:
     * what left the server, in which form, and what the sender was told. good and other: E
     * encrypted, C clear, - nothing. notice: the reason, or - for no notice.
     */
    @ParameterizedTest
    @CsvSource({
        "all-or-bounce,           also,      E, E, -",
        "all-or-bounce,           two,       E, E, -",
        "all-or-bounce,           alias,     E, E, -",
        "all-or-bounce,           expired,   -, -, the certificate is not valid now",
        "all-or-bounce,           revoked,   -, -, the certificate was revoked",
        "all-or-bounce,           untrusted, -, -, the certificate was issued by nobody",
        "all-or-bounce,           older,     E, E, -",
        "all-or-bounce,           unusable,  -, -, the certificate can't be used to encrypt mail",
        "all-or-bounce,           none,      -, -, no certificate is known",
        "encrypt-and-bounce-rest, also,      E, E, -",
        "encrypt-and-bounce-rest, two,       E, E, -",
        "encrypt-and-bounce-rest, alias,     E, E, -",
        "encrypt-and-bounce-rest, expired,   E, -, the certificate is not valid now",
        "encrypt-and-bounce-rest, revoked,   E, -, the certificate was revoked",
        "encrypt-and-bounce-rest, untrusted, E, -, the certificate was issued by nobody",
        "encrypt-and-bounce-rest, older,     E, E, -",
        "encrypt-and-bounce-rest, unusable,  E, -, the certificate can't be used to encrypt mail",
        "encrypt-and-bounce-rest, none,      E, -, no certificate is known",
        "encrypt-and-clear-rest,  also,      E, E, -",
        "encrypt-and-clear-rest,  two,       E, E, -",
        "encrypt-and-clear-rest,  alias,     E, E, -",
        "encrypt-and-clear-rest,  expired,   E, C, -",
        "encrypt-and-clear-rest,  revoked,   E, C, -",
        "encrypt-and-clear-rest,  untrusted, E, C, -",
        "encrypt-and-clear-rest,  older,     E, E, -",
        "encrypt-and-clear-rest,  unusable,  E, C, -",
        "encrypt-and-clear-rest,  none,      E, C, -",
        "never,                   also,      C, C, -",
        "never,                   two,       C, C, -",
        "never,                   alias,     C, C, -",
        "never,                   older,     C, C, -",
        "never,                   unusable,  C, C, -",
        "never,                   revoked,   C, C, -",
        "never,                   untrusted, C, C, -",
        "never,                   expired,   C, C, -",
        "never,                   none,      C, C, -",
    })
    void serviceShouldDeliverAsThePolicySays(
            String policy, String state, String good, String other, String notice)
            throws Exception {
        // In To, in Cc, in a group, and hidden: the form is the same.
        for (String header :
                List.of(
                        "To: good@rec.example, STATE@rec.example\r\n",
                        "To: good@rec.example\r\nCc: \"Some, one\" <STATE@rec.example>\r\n",
                        "To: Team: good@rec.example, STATE@rec.example;\r\n",
                        "To: good@rec.example\r\nBcc: STATE@rec.example\r\n")) {
            TestGateway gateway =
                    new TestGateway(folder, "<policy>" + policy + "</policy>" + MANDATORY);
            gateway.people.alias("alias@rec.example", "also@rec.example");

            gateway.send(
                    message(header.replace("STATE", state)),
                    "good@rec.example",
                    state + "@rec.example");

            assertThat(form(gateway, "good@rec.example")).as(header).isEqualTo(good);
            String reader = state.equals("alias") ? "also" : state;
            assertThat(form(gateway, state + "@rec.example", reader + "@rec.example"))
                    .as(header)
                    .isEqualTo(other);
            assertNotice(gateway, state + "@rec.example", notice);
        }
    }

    @Test
    void serviceShouldMakeOneMessageForAllWhoAreShown() throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY);

        gateway.send(
                message("To: good@rec.example, also@rec.example\r\nCc: two@rec.example\r\n"),
                "good@rec.example",
                "also@rec.example",
                "two@rec.example");

        assertThat(gateway.sent).hasSize(1);
        assertThat(gateway.named(gateway.sent.get(0))).hasSize(3);
        assertThat(gateway.sent.get(0).octets())
                .startsWith(
                        "From: Alice <alice@own.example>\r\nTo: good@rec.example, also@rec.example\r\n"
                                + "Cc: two@rec.example\r\nSubject: hello\r\n")
                .doesNotContain("the plain words");
    }

    @Test
    void thousandWhoAreShownShouldCostTheirKeysAndTheContentOnce() throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY);
        String[] thousand =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "p" + i + "@rec.example")
                        .toArray(String[]::new);
        Arrays.stream(thousand).forEach(gateway.people::add);
        gateway.people.failAfter(Integer.MAX_VALUE);
        String content = "x".repeat(78).concat("\r\n").repeat(20_000);

        gateway.send(
                message("To: " + String.join(",\r\n ", thousand) + "\r\n") + content, thousand);

        assertThat(gateway.sent).hasSize(1);
        assertThat(gateway.named(gateway.sent.get(0))).hasSize(1000).doesNotHaveDuplicates();
        assertThat(gateway.people.lookUps()).isEqualTo(1000);
        // Base64 makes four octets of three; a recipient's part has some 150, and a name in To.
        assertThat(gateway.sent.get(0).octets().length())
                .isLessThan((content.length() + 1000 * 250) / 3 * 4 * 78 / 76 + 1000 * 30);
        assertThat(gateway.opens("p999@rec.example", gateway.sent.get(0)).orElseThrow())
                .endsWith(content);
    }

    @Test
    void nothingShouldTellOfABlindCopy() throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY, "hideSubject", "true");

        gateway.send(
                message("To: good@rec.example\r\nBcc: also@rec.example, two@rec.example\r\n"),
                "good@rec.example",
                "also@rec.example",
                "two@rec.example");

        assertThat(gateway.sent).hasSize(3);
        for (Sent each : gateway.sent) {
            assertThat(each.recipients()).hasSize(1);
            String reader = each.recipients().get(0);
            String inside = gateway.opens(reader, each).orElseThrow();
            assertThat(gateway.named(each)).hasSize(1);
            assertThat(inside).contains(BODY).contains("Subject: hello");
            assertThat(each.octets()).doesNotContain("hello");
            for (String blind : List.of("also@rec.example", "two@rec.example", "Bcc", "bcc")) {
                assertThat(each.octets() + inside).doesNotContain(blind);
            }
        }
    }

    @Test
    void clearCopyShouldNotTellOfABlindCopy() throws Exception {
        TestGateway gateway =
                new TestGateway(folder, "<policy>encrypt-and-clear-rest</policy>" + MANDATORY);

        gateway.send(
                message("To: none@rec.example\r\nBcc: also@rec.example\r\n"),
                "none@rec.example",
                "also@rec.example");

        assertThat(form(gateway, "none@rec.example")).isEqualTo("C");
        assertThat(gateway.sent)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.octets()).doesNotContain("also@rec.example"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Subject: [encrypt] hello            | Subject: hello",
                "Subject: hello [ENCRYPT]            | Subject: hello",
                "Subject: Re: [ Encrypt ] hello      | Subject: Re: hello",
                "Subject: =?utf-8?Q?=5Bencrypt=5D_h=C3=BC?= | Subject: =?ISO-8859-1?B?aPw=?=",
                "Subject: [encrypt]                  | 'Subject: '",
                "X-Encrypt: YES                      | ",
                "Sensitivity: Company-Confidential   | Sensitivity: Company-Confidential",
            })
    void triggerShouldAskForEncryptionAndBeTakenOut(String trigger, String left) throws Exception {
        TestGateway gateway = triggered();

        gateway.send(with(trigger), "good@rec.example", "none@rec.example");

        assertThat(form(gateway, "good@rec.example")).isEqualTo("E");
        assertThat(form(gateway, "none@rec.example")).isEqualTo("-");
        assertNotice(gateway, "none@rec.example", "no certificate is known");
        assertThat(gateway.notices().get(0)).doesNotContain("hello");
        assertThat(gateway.sent.get(0).octets())
                .doesNotContainIgnoringCase("[encrypt]", "x-encrypt")
                .contains(left == null ? "" : left + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: encrypt this",
                "X-Encrypt: no",
                "Sensitivity: Private",
                "Comments: [encrypt]",
                "X-Encrypted: yes",
            })
    void mailWithoutATriggerShouldStayAsItIs(String field) throws Exception {
        TestGateway gateway = triggered();
        String message = with(field);

        gateway.send(message, "good@rec.example", "none@rec.example");

        assertThat(gateway.sent)
                .containsExactly(
                        new Sent(List.of("good@rec.example", "none@rec.example"), message));
        assertThat(gateway.people.lookUps()).isZero();
    }

    @Test
    void attributeShouldAskForEncryption() throws Exception {
        TestGateway gateway = triggered();
        MailImpl mail = TestGateway.mail(message("To: good@rec.example\r\n"), "good@rec.example");
        mail.setAttribute(new Attribute(EncryptionMarks.REQUESTED, AttributeValue.of("true")));

        gateway.run(mail);

        assertThat(form(gateway, "good@rec.example")).isEqualTo("E");
    }

    @Test
    void mailetsPolicyShouldComeBeforeTheGeneralOne() throws Exception {
        TestGateway gateway =
                new TestGateway(
                        folder,
                        "<policy>all-or-bounce</policy>",
                        "policy",
                        "encrypt-and-clear-rest",
                        "mode",
                        "mandatory");

        gateway.send(message("To: good@rec.example\r\n"), "good@rec.example", "none@rec.example");

        assertThat(form(gateway, "good@rec.example")).isEqualTo("E");
        assertThat(form(gateway, "none@rec.example")).isEqualTo("C");
    }

    /** The rule of either side, and the stricter of two. */
    @ParameterizedTest
    @CsvSource({
        "sender, own.example, all-or-bounce, -, -",
        "sender, alice@own.example, never, C, C",
        "sender, elsewhere.example, all-or-bounce, E, C",
        "recipient, none@rec.example, encrypt-and-bounce-rest, E, -",
        "recipient, none@rec.example, all-or-bounce, -, -",
        "recipient, rec.example, never, C, C",
        "recipient, *.example, all-or-bounce, -, -",
        "recipient, *.rec.example, all-or-bounce, E, C",
    })
    void rulesShouldComeBeforeTheGeneralPolicy(
            String side, String scope, String policy, String good, String none) throws Exception {
        TestGateway gateway =
                new TestGateway(
                        folder,
                        "<policy>encrypt-and-clear-rest</policy>%s<rule><%s>%s</%s><policy>%s</policy></rule>"
                                .formatted(MANDATORY, side, scope, side, policy));

        gateway.send(
                message("To: good@rec.example, none@rec.example\r\n"),
                "good@rec.example",
                "none@rec.example");

        assertThat(form(gateway, "good@rec.example")).isEqualTo(good);
        assertThat(form(gateway, "none@rec.example")).isEqualTo(none);
    }

    @Test
    void escrowShouldOpenEveryMessageAndBeNoRecipient() throws Exception {
        TestGateway gateway =
                new TestGateway(folder, MANDATORY + "<additional>escrow@own.example</additional>");
        gateway.people.add("escrow@own.example");

        gateway.send(message("To: good@rec.example\r\n"), "good@rec.example", "also@rec.example");

        assertThat(gateway.sent).hasSize(2);
        for (Sent each : gateway.sent) {
            assertThat(gateway.opens("escrow@own.example", each).orElseThrow()).contains(BODY);
            assertThat(each.recipients()).doesNotContain("escrow@own.example");
        }
    }

    @Test
    void mailShouldWaitAsAWholeWhenTheDirectoryFailsForTheLastOfFifty() throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY, "waitAtMost", "1h");
        String[] fifty =
                IntStream.range(0, 50)
                        .mapToObj(i -> "p" + i + "@rec.example")
                        .toArray(String[]::new);
        Arrays.stream(fifty).forEach(gateway.people::add);
        gateway.people.failAfter(49);
        String message = message("To: " + String.join(",\r\n ", fifty) + "\r\n");

        MailImpl mail = gateway.send(message, fifty);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(gateway.sent).isEmpty();
        assertThat(gateway.notices()).isEmpty();
        assertThat(gateway.delays).containsExactly(Duration.ofSeconds(10));
        MailImpl waiting = gateway.queue.remove();
        assertThat(TestMails.octets(waiting)).isEqualTo(message);
        assertThat(waiting.getRecipients()).hasSize(50);
        assertThat(waiting.getState()).isEqualTo("relay");
        assertThat(waiting.getAttribute(Mail.SENT_BY_MAILET_ATTRIBUTE.getName())).isEmpty();

        gateway.people.failAfter(Integer.MAX_VALUE);
        gateway.clock.move(Duration.ofSeconds(10));
        gateway.run(waiting);

        assertThat(gateway.sent).hasSize(1);
        assertThat(gateway.sent.get(0).recipients()).hasSize(50);
        assertThat(gateway.sent.get(0).encrypted()).isTrue();
        assertThat(EncryptionMarks.WAITING.attempts(waiting)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-or-bounce", "encrypt-and-bounce-rest", "encrypt-and-clear-rest"})
    void mailShouldBeRefusedAsAWholeWhenItHasWaitedLongEnough(String policy) throws Exception {
        TestGateway gateway =
                new TestGateway(
                        folder, "<policy>" + policy + "</policy>" + MANDATORY, "waitAtMost", "1h");
        gateway.send(message("To: good@rec.example\r\n"), "good@rec.example", "x@away.example");
        MailImpl waiting = gateway.queue.remove();

        gateway.clock.move(Duration.ofMinutes(61));
        gateway.run(waiting);

        assertThat(gateway.sent).isEmpty();
        assertThat(gateway.queue).isEmpty();
        assertNotice(gateway, "x@away.example", "it could not be found out now");
        assertNotice(gateway, "good@rec.example", "it could not be found out now");
    }

    /**
     * Every policy while the directory of one recipient is down: wait or refuse, nobody gets
     * anything, hidden or shown; but if nobody is to get it encrypted, nobody is asked for.
     */
    @ParameterizedTest
    @CsvSource({
        "all-or-bounce,           wait,   -",
        "all-or-bounce,           refuse, -",
        "encrypt-and-bounce-rest, wait,   -",
        "encrypt-and-bounce-rest, refuse, -",
        "encrypt-and-clear-rest,  wait,   -",
        "encrypt-and-clear-rest,  refuse, -",
        "never,                   wait,   C",
        "never,                   refuse, C",
    })
    void nobodyShouldGetAnythingWhileADirectoryIsDown(String policy, String way, String form)
            throws Exception {
        for (String field : List.of("Cc", "Bcc")) {
            TestGateway gateway =
                    new TestGateway(
                            folder,
                            "<policy>" + policy + "</policy>" + MANDATORY,
                            "onUnavailable",
                            way);

            gateway.send(
                    message("To: good@rec.example\r\n" + field + ": x@away.example\r\n"),
                    "good@rec.example",
                    "none@rec.example",
                    "x@away.example");

            for (String each : List.of("good@rec.example", "none@rec.example", "x@away.example")) {
                assertThat(form(gateway, each)).as(each).isEqualTo(form);
                boolean told = form.equals("-") && way.equals("refuse");
                assertNotice(gateway, each, told ? "it could not be found out now" : "-");
            }
            assertThat(gateway.queue).hasSize(form.equals("-") && way.equals("wait") ? 1 : 0);
        }
    }

    @Test
    void mailShouldBeRefusedAtOnceWhenItIsNotToWait() throws Exception {
        TestGateway gateway =
                new TestGateway(
                        folder,
                        "<policy>encrypt-and-clear-rest</policy><mode>opportunistic</mode>",
                        "onUnavailable",
                        "refuse");
        gateway.people.loseCrl();

        MailImpl mail =
                gateway.send(
                        message("To: good@rec.example\r\n"),
                        "good@rec.example",
                        "none@rec.example");

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(gateway.sent).isEmpty();
        assertNotice(gateway, "good@rec.example", "it could not be found out now");
        assertNotice(gateway, "none@rec.example", "it could not be found out now");
    }

    @Test
    void metricsShouldCountWhoGotWhat() throws Exception {
        TestGateway gateway = triggered();
        String asking = with("Subject: [encrypt] hello");
        gateway.send(asking, "good@rec.example", "two@rec.example", "none@rec.example");
        gateway.send(asking, "good@rec.example", "x@away.example");
        gateway.queue.clear();
        gateway.queueTakes = 0;
        MailImpl stuck = TestGateway.mail(asking, "good@rec.example", "also@rec.example");
        assertThatThrownBy(() -> gateway.run(stuck)).isInstanceOf(MessagingException.class);

        assertThat(counts(gateway, "encrypted", "clear", "refused", "waiting", "error"))
                .containsExactly(2, 0, 1, 1, 1);
        assertThat(gateway.metrics.executionTimesFor("securemessaging.encrypt")).hasSize(2);
    }

    private static List<Integer> counts(TestGateway gateway, String... names) {
        return Arrays.stream(names)
                .map(name -> gateway.metrics.countFor("securemessaging.encryption." + name))
                .toList();
    }

    @Test
    void mailShouldKeepWhoGotNothingWhenTheQueueIsFull() throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY);
        gateway.queueTakes = 1;
        String message = message("To: good@rec.example\r\n");
        MailImpl mail =
                TestGateway.mail(
                        message, "good@rec.example", "also@rec.example", "two@rec.example");

        assertThatThrownBy(() -> gateway.run(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessage("SMIMEEncrypt could not handle this mail")
                .hasNoCause();

        assertThat(gateway.queue).hasSize(1);
        assertThat(
                        Stream.concat(
                                        mail.getRecipients().stream(),
                                        gateway.queue.element().getRecipients().stream())
                                .map(each -> each.asString())
                                .collect(Collectors.toList()))
                .containsExactlyInAnyOrder(
                        "good@rec.example", "also@rec.example", "two@rec.example");
        assertThat(TestMails.octets(mail)).isEqualTo(message);
    }

    @Test
    void refusedMailWithoutASenderShouldNotBeLost() throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY);
        MailImpl mail =
                TestGateway.mail(
                        message("To: good@rec.example\r\n"),
                        "good@rec.example",
                        "none@rec.example");
        mail.setSender(null);

        assertThatThrownBy(() -> gateway.run(mail)).isInstanceOf(MessagingException.class);

        assertThat(mail.getRecipients()).containsExactly(TestGateway.address("none@rec.example"));
        assertThat(mail.getState()).isEqualTo("relay");
        assertThat(gateway.queue).hasSize(1);
    }

    @Test
    void mailWhoseHeaderCanBeReadInOtherWaysShouldBeRefused() throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY);

        gateway.send(message("To: good@rec.example\r\nno field\r\n"), "good@rec.example");

        assertThat(gateway.sent).isEmpty();
        assertNotice(gateway, "good@rec.example", "the message's header is malformed");
    }

    @Test
    void noticeShouldGoToTheSenderWithTheNullReversePathAndNotBeEncrypted() throws Exception {
        TestGateway gateway = new TestGateway(folder, MANDATORY);

        gateway.send(message("To: none@rec.example\r\n"), "none@rec.example");

        assertThat(gateway.noticeMails()).hasSize(1);
        assertThat(gateway.noticeMails().get(0).getRecipients())
                .containsExactly(TestGateway.address(TestGateway.SENDER));
        assertThat(gateway.noticeMails().get(0).getAttributes())
                .containsKey(EncryptionMarks.CLEARED);
        assertThat(gateway.notices().get(0))
                .contains("From: postmaster@own.example\r\n")
                .contains("Auto-Submitted: auto-replied\r\n")
                .contains("In-Reply-To: <1@own.example>\r\n")
                .doesNotContain("hello", "plain words");
    }

    @ParameterizedTest
    @CsvSource({
        "policy, sometimes, 'accepted is never, encrypt-and-clear-rest'",
        "mode, x, 'accepted is on-request'",
        "header, ': yes', 'Name: value'",
        "sensitivity, secret, company-confidential",
        "onUnavailable, continue, 'wait, refuse'",
        "waitAtMost, soon, 10s",
        "onMailetException, ignore, in clear",
        "onMatchException, nomatch, in clear",
        "colour, red, there is no parameter",
    })
    void initShouldSayWhatIsAccepted(String name, String value, String accepted) {
        assertThatThrownBy(() -> new TestGateway(folder, "", name, value))
                .isInstanceOf(MessagingException.class)
                .hasMessageStartingWith("SMIMEEncrypt: ")
                .hasMessageContaining(accepted);
    }

    private TestGateway triggered() throws Exception {
        return new TestGateway(
                folder,
                "",
                "subject",
                "[encrypt]",
                "header",
                "X-Encrypt: yes",
                "sensitivity",
                "company-confidential");
    }

    /** E if somebody got it encrypted and can read it, C in clear, - if they got nothing. */
    private static String form(TestGateway gateway, String recipient) {
        return form(gateway, recipient, recipient);
    }

    private static String form(TestGateway gateway, String recipient, String reader) {
        List<Sent> got =
                gateway.sent.stream()
                        .filter(each -> each.recipients().contains(recipient))
                        .toList();
        assertThat(got).as(recipient).hasSizeLessThan(2);
        if (got.isEmpty()) {
            return "-";
        }
        Sent message = got.get(0);
        if (!message.encrypted()) {
            assertThat(message.octets()).contains(BODY);
            return "C";
        }
        assertThat(message.octets()).doesNotContain(BODY.strip());
        assertThat(gateway.opens(reader, message).orElseThrow()).contains(BODY);
        return "E";
    }

    private static void assertNotice(TestGateway gateway, String recipient, String reason) {
        if (reason.equals("-")) {
            assertThat(gateway.notices()).isEmpty();
            return;
        }
        assertThat(gateway.notices()).hasSize(1);
        String notice = gateway.notices().get(0);
        assertThat(notice)
                .contains("Final-Recipient: rfc822; " + recipient + "\r\n")
                .doesNotContain(BODY.strip());
        assertThat(TestMails.firstBase64Part(notice))
                .contains(recipient + ": " + reason)
                .doesNotContain(BODY.strip());
    }

    private static String message(String recipients) {
        return "From: Alice <alice@own.example>\r\n"
                + recipients
                + "Subject: hello\r\nMessage-ID: <1@own.example>\r\n"
                + "Date: Mon, 1 Jun 2026 12:00:00 +0000\r\n\r\n"
                + BODY;
    }

    private static String with(String field) {
        return message("To: good@rec.example, none@rec.example\r\n")
                .replace(
                        field.startsWith("Subject:") ? "Subject: hello" : "\r\n\r\n",
                        field.startsWith("Subject:") ? field : "\r\n" + field + "\r\n\r\n");
    }
}
