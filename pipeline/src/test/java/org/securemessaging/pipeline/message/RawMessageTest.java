package org.securemessaging.pipeline.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.mime.HeaderEdit;
import org.securemessaging.mime.SpoolLimits;

class RawMessageTest {
    private static final String FIELD = "X-Test: added\r\n";

    @TempDir private Path folder;
    private final List<MailImpl> mails = new ArrayList<>();

    @AfterEach
    void disposeOfMails() {
        mails.forEach(LifecycleUtil::dispose);
    }

    static Stream<byte[]> messages() {
        return Stream.of(
                octets("Subject: plain\r\nFrom: a@b\r\n\r\nbody\r\n"),
                octets(
                        "Subject: gr\u00fc\u00dfe \u00a4\r\nFrom: a@b\r\n\r\n8-bit \u00ff\u0080\r\n"),
                octets("Subject: no date, no message-id\r\n\r\nbody without end"),
                octets("Subject: bare LF\nFrom: a@b\n folded\n\nline\nline\r\nline\r"),
                octets("X: \0nul\r\n\r\n\0\0\0\r\n"),
                octets("Subject: header only\r\n"),
                octets("Subject: header only, no line break"),
                octets("\r\nno header at all"),
                octets("\n\n\nempty"),
                octets(""),
                octets("From someone Thu Jan  1\r\n>odd line\r\nSubject: x\r\n\r\nFrom here\r\n"),
                octets("Subject: x\r\n\r\n.\r\n..\r\n" + "y".repeat(1 << 20) + "\r\n"),
                octets("X-Long: " + "z".repeat(1 << 20) + "\r\n\r\nbody\r\n"),
                octets("A: b\rC: d\r\r\nE: f\r\n\r\nbody"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void openShouldGiveTheOctetsThatArrived(byte[] message) throws Exception {
        assertThat(read(mail(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void editShouldAddAFieldAndChangeNoOtherOctet(byte[] message) throws Exception {
        MailImpl mail = mail(message);

        assertThat(prepend(mail)).isTrue();

        assertThat(read(mail)).isEqualTo(concatenated(octets(FIELD), message));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void editShouldKeepTheOctetsBelowTheHeaderForJamesItself(byte[] message) throws Exception {
        MailImpl mail = mail(message);
        prepend(mail);
        MailImpl split = MailImpl.duplicate(mail);
        mails.add(split);

        assertThat(body(read(split))).isEqualTo(body(read(mail)));
    }

    @Test
    void editShouldLeaveTheMessageIfThereIsNothingToDo() throws Exception {
        MailImpl mail = mail(octets("Subject: x\r\n\r\nbody"));
        Object before = mail.getMessage();

        assertThat(raw(mail).edit(header -> Optional.empty())).isFalse();

        assertThat(mail.getMessage()).isSameAs(before);
    }

    @Test
    void editShouldShowTheHeaderAlone() throws Exception {
        List<String> seen = new ArrayList<>();

        raw(mail(octets("A: b\r\nC: d\r\n\r\nE: f\r\n\r\n")))
                .edit(
                        header -> {
                            seen.add(text(header.toByteArray(100)));
                            return Optional.empty();
                        });

        assertThat(seen).containsExactly("A: b\r\nC: d\r\n\r\n");
    }

    @Test
    void editShouldTakeFieldsOut() throws Exception {
        MailImpl mail = mail(octets("A: b\r\nForged: x\r\n\ty\r\nC: d\r\n\r\nForged: body"));

        raw(mail)
                .edit(h -> Optional.of(HeaderEdit.none().remove(field -> field.isNamed("Forged"))));

        assertThat(text(read(mail))).isEqualTo("A: b\r\nC: d\r\n\r\nForged: body");
    }

    @Test
    void openShouldGiveTheBodyThatArrivedAfterJamesChangedTheHeader() throws Exception {
        MailImpl mail = mail(octets("A: b\r\nBcc: x@y\r\n\r\n body\nline \u00ff\r\n"));
        mail.getMessage().removeHeader("Bcc");

        assertThat(text(read(mail))).isEqualTo("A: b\r\n\r\n body\nline \u00ff\r\n");
    }

    @Test
    void openShouldKeepTheBlankLineWhenJamesTookOutTheLastField() throws Exception {
        MailImpl mail = mail(octets("Bcc: x@y\r\n\r\nAuthentication-Results: body\r\n"));
        mail.getMessage().removeHeader("Bcc");

        assertThat(text(read(mail))).isEqualTo("\r\nAuthentication-Results: body\r\n");
    }

    @Test
    void editShouldLeaveTheMailWholeWhenTheHeaderCannotBeRead() throws Exception {
        byte[] message = octets("A: b\r\n\r\nbody");
        MailImpl mail = mail(message);
        HeaderEdit broken =
                HeaderEdit.none()
                        .remove(
                                field -> {
                                    throw new UncheckedIOException(new IOException("disk full"));
                                });

        assertThatThrownBy(() -> raw(mail).edit(header -> Optional.of(broken)))
                .isInstanceOfAny(MessagingException.class, UncheckedIOException.class);

        assertThat(read(mail)).isEqualTo(message);
    }

    @Test
    void editShouldLeaveNoFileBehind() throws Exception {
        MailImpl mail = mail(octets("A: " + "b".repeat(1 << 20) + "\r\n\r\nbody"));

        prepend(mail);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private boolean prepend(MailImpl mail) throws Exception {
        return raw(mail).edit(h -> Optional.of(HeaderEdit.none().prepend("X-Test", "added")));
    }

    private RawMessage raw(MailImpl mail) {
        // So low that the longer headers go to a file.
        return new RawMessage(mail, new SpoolLimits(1024, 10, folder));
    }

    private byte[] read(MailImpl mail) throws Exception {
        try (InputStream in = raw(mail).open()) {
            return in.readAllBytes();
        }
    }

    private MailImpl mail(byte[] message) throws Exception {
        MailImpl mail = MailImpl.builder().name("mail").addRecipient("bob@example.org").build();
        mail.setMessageContent(
                MimeMessageInputStreamSource.create("test", new ByteArrayInputStream(message)));
        mails.add(mail);
        return mail;
    }

    private static String body(byte[] message) {
        // James writes the header anew when it splits a mail, with other line breaks.
        Matcher blankLine = Pattern.compile("(?:^|\n)\r?\n").matcher(text(message));
        return blankLine.find() ? text(message).substring(blankLine.end()) : "";
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        return octets(text(first) + text(second));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
