package org.securemessaging.cms.encrypt;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.smime.SMIMECapability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.cms.SmimeCapabilities;

class ReaderCapabilitiesTest {
    @Test
    void ofShouldFindTheCiphersItKnowsAndPassOverOthers() {
        // What OpenSSL 3 writes: AES-256, AES-192, AES-128 in CBC, 3DES, RC2 with a number.
        ASN1EncodableVector list = new ASN1EncodableVector();
        list.add(new SMIMECapability(SMIMECapability.aES256_CBC, null));
        list.add(new SMIMECapability(SMIMECapability.aES192_CBC, null));
        list.add(new SMIMECapability(SMIMECapability.dES_EDE3_CBC, null));
        list.add(new SMIMECapability(SMIMECapability.rC2_CBC, new ASN1Integer(128)));

        ReaderCapabilities read =
                ReaderCapabilities.of(SmimeCapabilities.of(new DERSequence(list)));

        assertThat(read.ciphers())
                .containsExactlyInAnyOrder(ContentCipher.AES_256_CBC, ContentCipher.AES_192_CBC);
        assertThat(read.derivedKey()).isFalse();
    }

    @Test
    void ofShouldFindKeyDerivation() {
        ASN1EncodableVector list = new ASN1EncodableVector();
        list.add(new DERSequence(new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.3.31")));
        list.add(new DERSequence(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.1.46")));

        ReaderCapabilities read =
                ReaderCapabilities.of(SmimeCapabilities.of(new DERSequence(list)));

        assertThat(read.derivedKey()).isTrue();
        assertThat(read.ciphers()).containsExactly(ContentCipher.AES_256_GCM);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, false",
        "P-256, false",
        "X25519, true",
        "ML-KEM-768, true",
    })
    void assumedOfShouldExpectAuthenticatedCiphersOfNewKeysAlone(String kind, boolean modern) {
        ReaderCapabilities assumed =
                ReaderCapabilities.assumedOf(TestRecipient.with(kind).certificate());

        assertThat(assumed.ciphers()).contains(ContentCipher.AES_256_CBC);
        assertThat(assumed.ciphers().contains(ContentCipher.AES_256_GCM)).isEqualTo(modern);
    }
}
