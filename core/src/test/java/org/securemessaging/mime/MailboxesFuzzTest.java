package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.util.ByteArrayBuffer;

/** What we call clear, MIME4J reads in the same way. */
class MailboxesFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void ofShouldAgreeWithMime4jWhenFieldIsClear(byte[] body) {
        byte[] field = new byte[body.length + 5];
        System.arraycopy(Texts.bytes("From:"), 0, field, 0, 5);
        System.arraycopy(body, 0, field, 5, body.length);
        Mailboxes read = Mailboxes.of(HeaderField.of(field));

        String text = HeaderField.of(field).body();
        assertThat(read.malformed() || read.mailboxes().stream().allMatch(m -> stands(m, text)))
                .isTrue();
        if (!read.malformed() && isPlain(text) && hasOneSignForEach(text, read)) {
            assertThat(read.mailboxes()).isEqualTo(byMime4j(HeaderField.of(field).body()));
        }
    }

    /** Nobody is named who does not stand in the field. */
    private static boolean stands(Mailbox mailbox, String body) {
        return body.contains(mailbox.localPart()) && body.contains(mailbox.domain());
    }

    /** Groups, comments, quotes and literals MIME4J takes more leniently than we do. */
    private static boolean isPlain(String body) {
        return body.chars().noneMatch(c -> "[]():;\\\"".indexOf(c) >= 0);
    }

    /** An address that is its own display name is clear to us, and not to MIME4J. */
    private static boolean hasOneSignForEach(String body, Mailboxes read) {
        return body.chars().filter(c -> c == '@').count() == read.mailboxes().size();
    }

    private static List<Mailbox> byMime4j(String body) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        return LenientAddressParser.DEFAULT
                .parseAddressList(
                        new ByteArrayBuffer(octets, true), new ParserCursor(0, octets.length))
                .flatten()
                .stream()
                .filter(mailbox -> mailbox.getDomain() != null)
                .map(mailbox -> new Mailbox(mailbox.getLocalPart(), mailbox.getDomain()))
                .toList();
    }
}
