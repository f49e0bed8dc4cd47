package org.securemessaging.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

class NameTextTest {
    @Test
    void ofShouldWriteTheMostSpecificNameFirstWithFamiliarKeywords() {
        X500Name name =
                new X500Name(
                        BCStyle.INSTANCE,
                        "C=US,ST=California,O=BOGUS NSS,E=alice@example.com,CN=Alice");

        assertThat(NameText.of(name))
                .isEqualTo(
                        "CN=Alice,emailAddress=alice@example.com,O=BOGUS NSS,ST=California,C=US");
    }

    @Test
    void ofShouldEscapeWhatWouldEndAValue() {
        assertThat(NameText.of(new X500Name(BCStyle.INSTANCE, "CN=a\\,O\\=b\\+c")))
                .isEqualTo("CN=a\\,O\\=b\\+c");
    }

    @Test
    void ofShouldWriteNothingForTheEmptyName() {
        assertThat(NameText.of(new X500Name(""))).isEmpty();
    }
}
