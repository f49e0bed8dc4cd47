package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.securemessaging.mime.Texts.bytes;
import static org.securemessaging.mime.Texts.entity;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTest {
    @ParameterizedTest
    @CsvSource({
        "7bit,SEVEN_BIT",
        "'',SEVEN_BIT",
        "8BIT,EIGHT_BIT",
        "binary,BINARY",
        "Quoted-Printable,QUOTED_PRINTABLE",
        "base64;,BASE64",
        "base64 (said so),BASE64",
        "base-64,UNKNOWN"
    })
    void transferEncodingShouldBeReadLeniently(String written, TransferEncoding encoding) {
        assertThat(entity("Content-Transfer-Encoding: " + written + "\r\n\r\n").transferEncoding())
                .isEqualTo(encoding);
    }

    @Test
    void decodedBodyShouldDecodeQuotedPrintable() throws IOException {
        Entity entity =
                entity("Content-Transfer-Encoding: quoted-printable\r\n\r\na=3Db=\r\nc=FC \r\n");

        assertThat(entity.decodedBody().readAllBytes()).isEqualTo(bytes("a=bc\u00fc\r\n"));
    }

    @Test
    void decodedBodyShouldKeepWhatIsNotEscapedWhenQuotedPrintableIsBroken() throws IOException {
        Entity entity = entity("Content-Transfer-Encoding: quoted-printable\r\n\r\na=ZZb\r\n");

        assertThat(entity.decodedBody().readAllBytes()).isEqualTo(bytes("a=ZZb\r\n"));
        assertThatThrownBy(() -> entity.strictlyDecodedBody().readAllBytes())
                .isInstanceOf(MalformedEncodingException.class);
    }

    @ParameterizedTest
    @CsvSource({"7bit", "8bit", "binary", "x-unknown"})
    void decodedBodyShouldBeTheBodyWhenEncodingIsIdentity(String encoding) throws IOException {
        Entity entity = entity("Content-Transfer-Encoding: " + encoding + "\r\n\r\na\n\r\u00ff=3D");

        assertThat(entity.decodedBody().readAllBytes()).isEqualTo(bytes("a\n\r\u00ff=3D"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "X: y|~~",
                "Content-Type: application/pkcs7-mime; name=smime.p7m|smime.p7m",
                "Content-Disposition: attachment; filename=\"smime.p7s\"|smime.p7s",
                "Content-Disposition: attachment; filename*=utf-8''%E2%82%AC.p7m|€.p7m",
                "Content-Disposition: attachment; filename==?utf-8?Q?=E2=82=AC.p7m?=|€.p7m",
                "Content-Disposition: attachment; filename=\"=?utf-8?B?4oKsLnA3bQ==?=\"|€.p7m",
                "Content-Disposition: attachment; filename=\"\"|~~"
            })
    void fileNameShouldBeDecoded(String field, String name) {
        assertThat(entity(field + "\r\n\r\n").fileName().orElse("")).isEqualTo(name);
    }

    @Test
    void fileNameShouldPreferDisposition() {
        Entity entity =
                entity(
                        "Content-Type: a/b; name=one\r\nContent-Disposition: inline; filename=two\r\n\r\n");

        assertThat(entity.fileName()).hasValue("two");
    }
}
