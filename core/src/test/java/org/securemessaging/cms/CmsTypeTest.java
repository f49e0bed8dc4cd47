package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CmsTypeTest {
    @ParameterizedTest
    @CsvSource({
        "30 0b 06092a864886f70d010701, DATA",
        "30 80 06092a864886f70d010702, SIGNED_DATA",
        "30 83010000 06092a864886f70d010703, ENVELOPED_DATA",
        "30 82ffff 06092a864886f70d010705, DIGESTED_DATA",
        "30 80 06092a864886f70d010704, SIGNED_AND_ENVELOPED_DATA",
        "30 80 06092a864886f70d010706, ENCRYPTED_DATA",
        "30 80 060b2a864886f70d0109100102, AUTHENTICATED_DATA",
        "30 80 060b2a864886f70d0109100109, COMPRESSED_DATA",
        "30 80 060b2a864886f70d0109100117, AUTH_ENVELOPED_DATA",
        "30 87000000000000ff 06092a864886f70d010702, SIGNED_DATA",
        "30 88000000000000ffff 06092a864886f70d010702, UNKNOWN",
        "30 80 06092a864886f70d010799, UNKNOWN",
        "30 05 06092a864886f70d010702, UNKNOWN",
        "31 80 06092a864886f70d010702, UNKNOWN",
        "30 80 0600, UNKNOWN",
        "30 80 0609 2a86, UNKNOWN",
        "30 80 06ff, UNKNOWN",
        "30 80, UNKNOWN",
        "30, UNKNOWN"
    })
    void peekShouldReadTheContentType(String hex, CmsType expected) {
        assertThat(CmsType.peek(HexFormat.of().parseHex(hex.replace(" ", "")))).isEqualTo(expected);
    }

    @Test
    void peekShouldBeUnknownForNothing() throws IOException {
        assertThat(CmsType.peek(new ByteArrayInputStream(new byte[0]))).isEqualTo(CmsType.UNKNOWN);
    }

    @Test
    void onlyTypesThatHideTheirContentShouldBeEncrypted() {
        assertThat(CmsType.values())
                .filteredOn(CmsType::encrypted)
                .containsExactly(
                        CmsType.ENVELOPED_DATA,
                        CmsType.AUTH_ENVELOPED_DATA,
                        CmsType.ENCRYPTED_DATA,
                        CmsType.SIGNED_AND_ENVELOPED_DATA);
    }
}
