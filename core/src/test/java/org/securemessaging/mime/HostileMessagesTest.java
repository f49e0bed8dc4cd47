package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.securemessaging.mime.Texts.bytes;
import static org.securemessaging.mime.Texts.entity;
import static org.securemessaging.mime.Texts.octets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a stranger may send to cost us time or memory. The time limits are many times what a slow
 * machine needs, and far below what a quadratic reading would take.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileMessagesTest {
    /** Long enough that anything but a linear reading takes minutes. */
    private static final long LONG_LINE = 1L << 28;

    @TempDir Path folder;

    @Test
    void readShouldRefuseWhenTenThousandPartsNest() {
        String nested =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> multipart("b" + i) + "--b" + i + "\r\n")
                        .collect(Collectors.joining());

        assertLimit(nested, "multiparts inside one another", MimeLimits.DEFAULT_DEPTH);
    }

    @Test
    void readShouldAcceptWhenDepthIsTheLimit() {
        String nested =
                IntStream.range(0, MimeLimits.DEFAULT_DEPTH)
                        .mapToObj(i -> multipart("b" + i) + "--b" + i + "\r\n")
                        .collect(Collectors.joining());

        assertThat(entity(nested).parts()).hasSize(1);
    }

    @Test
    void readShouldRefuseWhenThereAreTooManyParts() {
        assertLimit(multipart("b") + "--b\r\n\r\n".repeat(1_000_000), "parts", 1_000);
    }

    @Test
    void readShouldRefuseWhenThereAreAMillionHeaderLines() {
        assertLimit("A: b\r\n".repeat(1_000_000), "header fields", 10_000);
    }

    @Test
    void readShouldRefuseWhenFieldHasAMillionFoldedLines() {
        assertLimit("A: b\r\n" + " c\r\n".repeat(1_000_000), "octets in a header field", 1 << 20);
    }

    @Test
    void readShouldRefuseWhenHeaderIsTooLong() {
        String field = "A: " + "b".repeat(300_000) + "\r\n";

        assertLimit(field.repeat(10), "header octets", 2 << 20);
    }

    @Test
    void budgetShouldBeSharedWhenReadingsBelongToOneMessage() {
        MimeBudget budget = new MimeBudget(new MimeLimits(5, 3, 10, 100, 100, 70));
        EntityReader reader = new EntityReader(MimeLimits.DEFAULT);
        reader.read(octets(multipart("b") + "--b\r\n"), budget);

        assertThat(reader.read(octets("\r\n"), budget).parts()).isEmpty();
        assertThatThrownBy(() -> reader.read(octets("\r\n"), budget))
                .isInstanceOf(MimeLimitException.class)
                .hasMessage("more than 3 parts");
    }

    @Test
    void readShouldEndWhenHeaderIsOneVeryLongLine() throws IOException {
        try (MessageBytes message = longLine("A: ", "")) {
            assertThatThrownBy(() -> new EntityReader(MimeLimits.DEFAULT).read(message.octets()))
                    .isInstanceOf(MimeLimitException.class)
                    .hasMessage("more than 1048576 octets in a header field");
        }
    }

    @Test
    void readShouldFindDelimiterBehindVeryLongLine() throws IOException {
        String end = "\r\n--b--\r\n";
        try (MessageBytes message = longLine(multipart("b") + "--b\r\n\r\n", end)) {
            Entity entity = new EntityReader(MimeLimits.DEFAULT).read(message.octets());

            assertThat(entity.closed()).isTrue();
            assertThat(entity.parts().get(0).body().length()).isEqualTo(LONG_LINE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "\r\n-",
                "\r\n--",
                "\n--bx",
                "\r\n--b x",
                "\r\n--b\t-",
                "\r\n--bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbx",
                "\r--b",
                "\r"
            })
    void readShouldEndWhenBodyIsFullOfAlmostDelimiters(String unit) {
        String nested =
                IntStream.range(0, MimeLimits.DEFAULT_DEPTH)
                        .mapToObj(
                                i ->
                                        multipart("b".repeat(i + 1))
                                                + "--"
                                                + "b".repeat(i + 1)
                                                + "\r\n")
                        .collect(Collectors.joining());
        byte[] body = bytes("x\r\n\r\n" + unit.repeat(20_000_000 / unit.length()) + "x");

        byte[] message = Arrays.copyOf(bytes(nested), nested.length() + body.length);
        System.arraycopy(body, 0, message, nested.length(), body.length);
        Entity entity =
                new EntityReader(MimeLimits.DEFAULT).read(MessageBytes.of(message).octets());

        assertThat(entity.parts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?",
                "=?a?b?",
                "=?a?b?c?=",
                "(",
                "\"",
                ";",
                "a=",
                "a*0=b;",
                "'",
                "\\",
                "a "
            })
    void contentTypeShouldBeReadInTimeWhateverItRepeats(String unit) {
        String repeated = unit.repeat(1_000_000 / unit.length());
        Entity entity =
                entity(
                        "Content-Type: text/plain; name="
                                + repeated
                                + "\r\nContent-Disposition: attachment; filename=\""
                                + repeated.substring(0, 900_000)
                                + "\r\n\r\n");

        assertThat(entity.contentType().mimeType()).isEqualTo("text/plain");
        assertThat(entity.fileName().orElse("").length()).isLessThanOrEqualTo(4096);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b,",
                "(",
                "\"",
                "<",
                "@",
                ":",
                "a:;,",
                "=?",
                "=?a?b?",
                "=?a?b?c?= ",
                "[",
                "\\",
                "a ",
                "a@b <a@b>,",
                "(a@b)",
                "\u00fc",
                "\""
            })
    void mailboxesShouldBeReadInTimeWhateverTheyRepeat(String unit) {
        String repeated = unit.repeat(1_000_000 / unit.length());

        assertThat(Mailboxes.parse(repeated + " <a@b>").mailboxes()).isNotNull();
        assertThat(Mailboxes.parse("\"" + repeated + "\" <a@b>").mailboxes()).isNotNull();
    }

    @Test
    void headerEditShouldRemoveEveryFieldWhenThereAreAMillion() throws IOException {
        byte[] message = bytes("X: forged\r\nA: b\r\n".repeat(500_000) + "\r\nbody");
        HeaderEdit edit = HeaderEdit.none().remove(field -> field.isNamed("X"));

        byte[] edited = edit.apply(MessageBytes.of(message).octets()).readAllBytes();

        assertThat(edited).isEqualTo(bytes("A: b\r\n".repeat(500_000) + "\r\nbody"));
    }

    @Test
    void headerEditShouldPassVeryLongLine() throws IOException {
        HeaderEdit edit = HeaderEdit.none().remove(field -> field.isNamed("X"));
        try (MessageBytes message = longLine("A: b\r\nX: ", "\r\nC: d\r\n\r\n");
                InputStream edited = edit.apply(message.octets())) {
            assertThat(edited.readAllBytes()).isEqualTo(bytes("A: b\r\nC: d\r\n\r\n"));
        }
    }

    @Test
    void canonicalStreamShouldEndWhenAllIsLineFeeds() throws IOException {
        byte[] lineFeeds = new byte[20_000_000];
        Arrays.fill(lineFeeds, (byte) '\n');

        long length =
                new CanonicalInputStream(MessageBytes.of(lineFeeds).octets())
                        .transferTo(OutputStream.nullOutputStream());

        assertThat(length).isEqualTo(40_000_000);
    }

    private static void assertLimit(String message, String limit, long value) {
        assertThatThrownBy(() -> entity(message))
                .isInstanceOfSatisfying(
                        MimeLimitException.class,
                        e -> {
                            assertThat(e.limit()).isEqualTo(limit);
                            assertThat(e.value()).isEqualTo(value);
                        });
    }

    private static String multipart(String boundary) {
        return "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n";
    }

    /** A sparse file: a start, a quarter of a gigabyte without a line break, and an end. */
    private MessageBytes longLine(String start, String end) throws IOException {
        Path file = folder.resolve("long-line");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes(start)));
            channel.write(
                    ByteBuffer.wrap(bytes(end.isEmpty() ? "x" : end)), start.length() + LONG_LINE);
        }
        return MessageBytes.of(file);
    }
}
