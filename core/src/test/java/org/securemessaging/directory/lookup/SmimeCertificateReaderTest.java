package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.directory.lookup.Lookups.CA;
import static org.securemessaging.directory.lookup.Lookups.ROOT;
import static org.securemessaging.directory.lookup.Lookups.issue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.SmimeCertificateReader;
import org.securemessaging.cms.SmimeCertificateValue;
import org.securemessaging.trust.TestCa;

class SmimeCertificateReaderTest {
    private static final String AES256_GCM = "2.16.840.1.101.3.4.1.46";
    private static final String TRIPLE_DES = "1.2.840.113549.3.7";

    private final TestCa alice = new TestCa("CN=Alice");
    private final Certificate certificate =
            issue(CA, "alice@example.org", 1).key(alice.publicKey()).sign();
    private final SmimeCertificateReader reader =
            new SmimeCertificateReader(AlgorithmPolicy.defaults(), CmsLimits.defaults(), TestCa.BC);

    @Test
    void readShouldGiveCertificatesAndCapabilitiesInTheirOrder() throws Exception {
        SmimeCertificateValue value =
                reader.read(
                        PublishedValue.of(
                                alice.keys(), List.of(certificate, ROOT), AES256_GCM, TRIPLE_DES));

        assertThat(value.certificates()).containsExactlyInAnyOrder(certificate, ROOT);
        assertThat(value.capabilities().orElseThrow().algorithms())
                .extracting(AlgorithmIdentifier::getAlgorithm)
                .extracting(Object::toString)
                .containsExactly(AES256_GCM, TRIPLE_DES);
        assertThat(value.problems()).isEmpty();
    }

    @Test
    void readShouldNotBelieveCapabilitiesThatSomebodyElseSigned() throws Exception {
        SmimeCertificateValue value =
                reader.read(PublishedValue.of(TestCa.newKeys(), List.of(certificate), TRIPLE_DES));

        assertThat(value.certificates()).containsExactly(certificate);
        assertThat(value.capabilities()).isEmpty();
        assertThat(value.problems())
                .containsExactly("the capabilities are not signed by one of the certificates");
    }

    @Test
    void readShouldNotBelieveCapabilitiesThatWereChanged() throws Exception {
        byte[] octets = PublishedValue.of(alice.keys(), List.of(certificate), AES256_GCM);
        byte[] from = {0x60, (byte) 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2e};
        int at = indexOf(octets, from);
        octets[at + 8] = 0x02; // AES-128-CBC

        SmimeCertificateValue value = reader.read(octets);

        assertThat(value.certificates()).containsExactly(certificate);
        assertThat(value.capabilities()).isEmpty();
    }

    @Test
    void readShouldSayWhatIsWrongWithAnythingElse() {
        for (byte[] octets :
                List.of(
                        new byte[0],
                        "nothing".getBytes(StandardCharsets.UTF_8),
                        certificate.encoded(),
                        new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, 0x00})) {
            SmimeCertificateValue value = reader.read(octets);

            assertThat(value.certificates()).isEmpty();
            assertThat(value.problems()).hasSize(1).allMatch(text -> text.startsWith("no PKCS #7"));
        }
    }

    private static int indexOf(byte[] octets, byte[] wanted) {
        for (int i = 0; i <= octets.length - wanted.length; i++) {
            if (Arrays.equals(octets, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
