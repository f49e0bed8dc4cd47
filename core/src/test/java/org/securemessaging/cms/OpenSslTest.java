package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.cms.TestSigner.Packaging;

/** What OpenSSL's {@code cms -sign} makes, and the same with the content changed. */
class OpenSslTest {
    private static final byte[] CONTENT = Corpus.octets("openssl-signed/content");

    /** What the names say of the keys; the rest is strong. */
    private static final Map<String, String> FINDINGS =
            Map.of(
                    "smrsa1024", "intact weak-key",
                    "smdsa1", "intact weak-algorithm",
                    "smec2", "broken unsupported-algorithm",
                    "smrsa1-smec1", "intact, intact");

    static Stream<String> structures() {
        return Corpus.paths("openssl-signed", ".der").stream();
    }

    @ParameterizedTest
    @MethodSource("structures")
    void verifyShouldTakeWhatOpenSslSigned(String path) {
        String name = path.replaceFirst(".*/", "");
        String key = name.replaceFirst("-(detached|opaque|keyid|noattr|pss).*", "");

        assertThat(verify(CONTENT, path)).isEqualTo(FINDINGS.getOrDefault(key, "intact"));
    }

    @ParameterizedTest
    @CsvSource({
        "smrsa1-detached.der, broken digest-mismatch",
        "smrsa1-pss-detached.der, broken digest-mismatch",
        "smec1-detached.der, broken digest-mismatch",
        "smdsa1-detached.der, broken digest-mismatch weak-algorithm"
    })
    void verifyShouldFailWhenTheContentIsChanged(String file, String expected) {
        assertThat(verify(Tampering.flipped(CONTENT, 9), "openssl-signed/" + file))
                .isEqualTo(expected);
    }

    @Test
    void verifyShouldFailWhenAnEnclosedContentIsChanged() {
        long broken =
                structures()
                        .filter(path -> !path.contains("detached"))
                        .map(Corpus::octets)
                        .map(der -> Tampering.flipped(der, 70))
                        .map(Verifying.DEFAULT::enclosed)
                        .peek(report -> assertThat(report.signers()).isNotEmpty())
                        .filter(report -> report.signers().stream().noneMatch(SignerReport::intact))
                        .count();

        assertThat(broken).isEqualTo(structures().filter(p -> !p.contains("detached")).count());
    }

    private static String verify(byte[] content, String path) {
        Packaging packaging = path.contains("detached") ? Packaging.DETACHED : Packaging.OPAQUE_DER;
        return Layers.describe(Verifying.DEFAULT.verify(content, Corpus.octets(path), packaging));
    }
}
