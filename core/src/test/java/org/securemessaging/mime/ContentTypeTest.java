package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTest {
    @Test
    void parseShouldReadParametersHoweverTheyAreQuoted() {
        ContentType type =
                ContentType.parse(
                        "Multipart/SIGNED; protocol=application/pkcs7-signature; micalg = \"sha-256\""
                                + " ;boundary=\"a;b\" (comment); Name=smime.p7m;;");

        assertThat(type.mimeType()).isEqualTo("multipart/signed");
        assertThat(type.isMultipart()).isTrue();
        assertThat(type.is("Multipart/Signed")).isTrue();
        assertThat(type.parameters())
                .isEqualTo(
                        Map.of(
                                "protocol", "application/pkcs7-signature",
                                "micalg", "sha-256",
                                "boundary", "a;b",
                                "name", "smime.p7m"));
        assertThat(type.boundary()).hasValue("a;b");
        assertThat(type.parameter("PROTOCOL")).hasValue("application/pkcs7-signature");
        assertThat(type.parameter("absent")).isEmpty();
        assertThat(type.wellFormed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "smime-type=signed-data|smime-type|signed-data",
                "name = \"smime.p7m\"|name|smime.p7m",
                "protocol='application/pkcs7-signature'|protocol|'application/pkcs7-signature'",
                "name=\"a\\\"b\\\\c\"|name|a\"b\\c",
                "name=\"C:\\dir\\x\"|name|C:\\dir\\x",
                "name=\"unclosed; x=y|name|unclosed; x=y",
                "name=a name with spaces|name|a name with spaces",
                "name=first; name=second|name|first",
                "name*=utf-8'de'%C3%BC%2Ep7m; name=x.p7m|name|ü.p7m",
                "name*=UTF-8''a%|name|a%",
                "name*=no-such-charset''a%62|name|ab",
                "name*1=b; name*0=a; name*2=c|name|abc",
                "name*0*=utf-8''%C3; name*1*=%BC; name*2=%41|name|ü%41",
                "name*0=a; name*2=c|name|a",
                "name*1=b; name=plain|name|plain",
                "name*0=it's; name*1=o'clock|name|it'so'clock",
                "name=it's o'clock|name|it's o'clock",
                "name=\"=?utf-8?Q?=C3=BC?=\"|name|=?utf-8?Q?=C3=BC?=",
                "name=\u00fc.p7m|name|ü.p7m"
            })
    void parseShouldReadParameter(String written, String name, String value) {
        assertThat(ContentType.parse("application/pkcs7-mime; " + written).parameter(name))
                .hasValue(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|text/plain|false",
                "text|text/plain|false",
                "/plain|text/plain|false",
                "text/|text/plain|false",
                "te xt/html|text/plain|false",
                "text/html|text/html|true",
                " Text / HTML |text/html|true",
                "text/html charset=utf-8|text/html|false",
                "text/html, text/plain|text/html|false",
                "text(comment)/html|text/html|true",
                "application/x-pkcs7-mime;|application/x-pkcs7-mime|true"
            })
    void parseShouldFallBackToPlainTextWhenTypeIsGarbled(
            String written, String mimeType, boolean wellFormed) {
        ContentType type = ContentType.parse(written);

        assertThat(type.mimeType()).isEqualTo(mimeType);
        assertThat(type.wellFormed()).isEqualTo(wellFormed);
    }
}
