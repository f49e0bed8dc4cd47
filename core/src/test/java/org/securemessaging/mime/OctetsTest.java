package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.securemessaging.mime.Texts.octets;
import static org.securemessaging.mime.Texts.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OctetsTest {
    @TempDir Path folder;

    @Test
    void sliceShouldCountFromItsOwnStart() {
        Octets slice = octets("0123456789").slice(2, 9).slice(1, 4);

        assertThat(text(slice)).isEqualTo("345");
        assertThat(slice.length()).isEqualTo(3);
        assertThat(slice.slice(3, 3).isEmpty()).isTrue();
    }

    @Test
    void sliceShouldRefuseWhenItLeavesTheWindow() {
        Octets slice = octets("0123456789").slice(2, 5);

        assertThatThrownBy(() -> slice.slice(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void toByteArrayShouldRefuseWhenThereAreMoreThanWanted() {
        assertThatThrownBy(() -> octets("0123").toByteArray(3))
                .isInstanceOf(MimeLimitException.class)
                .hasMessage("more than 3 octets on the heap");
        assertThat(octets("0123").toByteArray(4)).hasSize(4);
    }

    @Test
    void openShouldGiveIndependentStreams() throws IOException {
        Octets octets = octets("0123");
        InputStream one = octets.open();
        InputStream other = octets.open();

        assertThat(one.read()).isEqualTo('0');
        assertThat(one.read()).isEqualTo('1');
        assertThat(other.read()).isEqualTo('0');
    }

    @Test
    void openShouldReadSliceOfFile() throws IOException {
        Path file = folder.resolve("octets");
        Files.writeString(file, "0123456789".repeat(20_000), StandardCharsets.US_ASCII);

        try (MessageBytes bytes = MessageBytes.of(file);
                InputStream in = bytes.octets().slice(5, 100_005).open()) {
            assertThat(in.read()).isEqualTo('5');
            in.skipNBytes(99_990);
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("678901234");
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void toStringShouldNotShowContent() {
        assertThat(octets("secret")).hasToString("6 octets");
    }
}
