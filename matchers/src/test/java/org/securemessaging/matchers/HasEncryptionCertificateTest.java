package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;

class HasEncryptionCertificateTest {
    @Test
    void matchShouldTakeTheRecipientsWithACertificate() throws Exception {
        assertThat(matcher().match(TestMails.empty()))
                .containsExactly(new MailAddress("bob@example.org"));
    }

    @Test
    void matchShouldFailWhenItCantBeKnownNow() throws Exception {
        MailImpl mail =
                MailImpl.builder()
                        .name("mail")
                        .addRecipients("bob@example.org", "dave@away.example")
                        .build();

        HasEncryptionCertificate matcher = matcher();

        assertThatThrownBy(() -> matcher.match(mail))
                .isInstanceOf(MessagingException.class)
                .hasMessage("HasEncryptionCertificate can't look up all recipients now")
                .hasNoCause();
    }

    @Test
    void initShouldRefuseACondition() {
        assertThatThrownBy(
                        () ->
                                new HasEncryptionCertificate(TestLookUps.of(Map.of()))
                                        .init(TestMails.condition("x")))
                .hasMessageContaining("accepted is no condition");
    }

    private static HasEncryptionCertificate matcher() throws Exception {
        HasEncryptionCertificate matcher =
                new HasEncryptionCertificate(
                        TestLookUps.of(
                                Map.of(
                                        "bob@example.org",
                                        TestLookUps.endingAt(
                                                Instant.parse("2027-01-01T00:00:00Z")))));
        matcher.init(TestMails.condition(""));
        return matcher;
    }
}
