package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BerReaderTest {
    @ParameterizedTest
    @CsvSource({
        "0403010203, 010203",
        "048103010203, 010203",
        "0484000000 03 010203, 010203",
        "0400, ''",
        "2405 0401 01 0400, 01",
        "2480 0401 01 0402 0203 0000, 010203",
        "2480 2480 0401 01 0000 2404 0402 0203 0000, 010203",
        "2480 0000, ''",
        "2400, ''",
        "30030201 05, 020105"
    })
    void valueShouldJoinSegments(String hex, String expected) throws IOException {
        BerReader reader = reader("3080" + hex + "0201 07 0000");
        reader.enter(BerReader.SEQUENCE);

        assertThat(reader.value().readAllBytes()).isEqualTo(octets(expected));
        assertThat(reader.element(10, "integer")).isEqualTo(octets("020107"));
        assertThat(reader.next()).isEqualTo(BerReader.END);
        reader.leave();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3000", "30800000"})
    void enterShouldSaySoWhenTheContainerIsAtItsEnd(String hex) throws IOException {
        BerReader reader = reader(hex);
        reader.enter(BerReader.SEQUENCE);

        assertThatThrownBy(() -> reader.enter(BerReader.SEQUENCE))
                .hasMessage("found the end, not identifier 30");
        assertThatThrownBy(reader::objectIdentifier)
                .hasMessage("found the end, no object identifier");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0404010203",
                "2480 0401 01",
                "2480 0201 01 0000",
                "2403 0402 0102",
                "2480 0480 0000 0000",
                "3080 0000",
                "2480 0401 01 0001"
            })
    void valueShouldRefuseWhatIsNoOctetString(String hex) {
        assertThatThrownBy(() -> reader(hex).value().readAllBytes())
                .isInstanceOf(CmsFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "020105",
                "30800000",
                "3080 3080 0201 01 0000 0000",
                "a0800500 0000",
                "1f8101 01 00",
                "bf8101 80 0500 0000",
                "0481020102"
            })
    void elementShouldBeAsItArrived(String hex) throws IOException {
        assertThat(reader(hex + "0500").element(100, "element")).isEqualTo(octets(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02",
                "0202 01",
                "0280 01 0000",
                "3080 0201 01",
                "3080 0201 01 0001",
                "0289 000000000000000001 00",
                "1f81"
            })
    void elementShouldRefuseWhatIsNone(String hex) {
        assertThatThrownBy(() -> reader(hex).element(100, "element"))
                .isInstanceOf(CmsFormatException.class);
    }

    @Test
    void elementShouldBeLimited() throws IOException {
        assertThat(reader("0403010203").element(5, "element")).hasSize(5);
        assertThatThrownBy(() -> reader("0403010203").element(4, "element"))
                .isInstanceOf(CmsLimitException.class);
        assertThatThrownBy(() -> reader("30800500050005000000").element(6, "element"))
                .isInstanceOf(CmsLimitException.class);
        assertThatThrownBy(() -> reader("0487ffffffffffffff").element(6, "element"))
                .isInstanceOf(CmsLimitException.class);
    }

    @Test
    void depthShouldBeLimited() {
        String deep = "3080".repeat(1000);

        assertThatThrownBy(() -> reader(deep).element(10_000, "element"))
                .isInstanceOf(CmsFormatException.class);
        assertThatThrownBy(() -> reader("2480".repeat(1000)).value().readAllBytes())
                .isInstanceOf(CmsFormatException.class);
    }

    @Test
    void elementsShouldNotReachBeyondWhatHoldsThem() throws IOException {
        BerReader reader = reader("3003 0402 0102");
        reader.enter(BerReader.SEQUENCE);
        assertThatThrownBy(() -> reader.element(10, "element"))
                .isInstanceOf(CmsFormatException.class);

        BerReader inner = reader("3002 3003 0500");
        inner.enter(BerReader.SEQUENCE);
        assertThatThrownBy(() -> inner.enter(BerReader.SEQUENCE))
                .isInstanceOf(CmsFormatException.class);
    }

    @Test
    void leaveShouldRefuseWhatIsLeft() throws IOException {
        BerReader reader = reader("3002 0500");
        reader.enter(BerReader.SEQUENCE);

        assertThatThrownBy(reader::leave).isInstanceOf(CmsFormatException.class);
    }

    private static BerReader reader(String hex) {
        return new BerReader(new ByteArrayInputStream(octets(hex)));
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
