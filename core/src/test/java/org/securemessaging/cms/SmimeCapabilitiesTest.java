package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.smime.SMIMECapability;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmimeCapabilitiesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0500", "30023000", "3003020101"})
    void ofShouldRefuseWhatIsMalformed(String hex) throws IOException {
        ASN1Primitive value = ASN1Primitive.fromByteArray(HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> SmimeCapabilities.of(value))
                .isInstanceOf(CmsFormatException.class);
    }

    @Test
    void ofShouldRefuseAnEndlessList() {
        ASN1EncodableVector list = new ASN1EncodableVector();
        for (int i = 0; i < 10_000; i++) {
            list.add(new SMIMECapability(SMIMECapability.aES256_CBC, null));
        }

        assertThatThrownBy(() -> SmimeCapabilities.of(new DERSequence(list)))
                .isInstanceOf(CmsLimitException.class)
                .hasMessageContaining("more than 128");
    }

    @Test
    void ofShouldReadWhatTheAttributeSays() {
        SmimeCapabilities said =
                new SmimeCapabilities(
                        List.of(
                                new AlgorithmIdentifier(SMIMECapability.aES256_CBC),
                                new AlgorithmIdentifier(SMIMECapability.aES128_CBC)));

        assertThat(SmimeCapabilities.of(said.attribute().getAttributeValues()[0])).isEqualTo(said);
    }
}
