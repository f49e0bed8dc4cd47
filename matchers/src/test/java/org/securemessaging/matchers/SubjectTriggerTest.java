package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTriggerTest {
    @ParameterizedTest
    @CsvSource({
        "Subject: [encrypt] hello, true",
        "Subject: hello [ENCRYPT], true",
        "Subject: =?utf-8?B?W2VuY3J5cHRd?= hello, true",
        "Subject: [confidential], true",
        "Subject: encrypt, false",
        "Comments: [encrypt], false",
        "Subject: [enc rypt], true",
    })
    void matchShouldFindTheTag(String field, boolean matches) throws Exception {
        MailImpl mail = MailImpl.builder().name("mail").addRecipient("bob@example.org").build();
        byte[] octets = (field + "\r\n\r\n[encrypt]\r\n").getBytes(StandardCharsets.US_ASCII);
        mail.setMessageContent(
                MimeMessageInputStreamSource.create("test", new ByteArrayInputStream(octets)));
        SubjectTrigger matcher = new SubjectTrigger(TestLookUps.engine());
        matcher.init(TestMails.condition("[encrypt], [confidential]"));

        assertThat(matcher.match(mail)).hasSize(matches ? 1 : 0);
    }

    @Test
    void initShouldRefuseAConditionWithoutATag() {
        assertThatThrownBy(
                        () ->
                                new SubjectTrigger(TestLookUps.engine())
                                        .init(TestMails.condition(" ")))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("[encrypt]");
    }
}
