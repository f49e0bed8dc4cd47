package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thunderbird's test messages, layer by layer. Whether Thunderbird calls a message good depends on
 * more than integrity: SHA-1, dates, addresses of inner signers. The comments say where the two
 * differ.
 */
class ThunderbirdTest {
    private static final String FOLDER = "/org/securemessaging/verification/thunderbird/";

    @ParameterizedTest
    @ValueSource(strings = {"SHA1", "SHA256", "SHA384", "SHA512"})
    void singleLayersShouldHaveTheirIntegrity(String digest) {
        String weak = digest.equals("SHA1") ? " weak-algorithm" : "";

        assertThat(layers("alice.dsig." + digest + ".multipart"))
                .containsExactly("clear intact" + weak);
        assertThat(layers("alice.dsig." + digest + ".multipart.bad"))
                .containsExactly("clear broken digest-mismatch" + weak);
        assertThat(layers("alice.dsig." + digest + ".multipart.mismatch-econtent"))
                .containsExactly(
                        "clear [digest-mismatch] broken digest-mismatch digest-mismatch" + weak);
        assertThat(layers("alice.sig." + digest + ".opaque"))
                .containsExactly("opaque intact" + weak);
        assertThat(
                        Layers.of(
                                Corpus.message(
                                        "thunderbird/alice.html.sig." + digest + ".opaque.eml")))
                .containsExactly("opaque intact" + weak);
    }

    /**
     * All layers hold over canonical content, though Thunderbird calls the messages with an inner
     * or outer multipart not good. Where the outer layer is opaque, the inner multipart has bare
     * line feeds, and holds with CRLF only.
     */
    @ParameterizedTest
    @ValueSource(strings = {"SHA1", "SHA256", "SHA384", "SHA512"})
    void signedInSignedShouldHoldInBothLayers(String digest) {
        String weak = digest.equals("SHA1") ? " weak-algorithm" : "";

        assertThat(nested("alice.plain.dsig", "multipart.dave.dsig", "multipart", digest))
                .containsExactly("clear intact" + weak, "clear intact" + weak);
        assertThat(nested("alice.plain.dsig", "multipart.dave.sig", "opaque", digest))
                .containsExactly("opaque intact" + weak, "clear intact" + weak);
        assertThat(nested("alice.plain.sig", "opaque.dave.dsig", "multipart", digest))
                .containsExactly("clear intact" + weak, "opaque intact" + weak);
        assertThat(nested("alice.plain.sig", "opaque.dave.sig", "opaque", digest))
                .containsExactly("opaque intact" + weak, "opaque intact" + weak);
    }

    /** The clear signatures over encrypted parts were made over bare line feeds. */
    @ParameterizedTest
    @ValueSource(strings = {"SHA1", "SHA256", "SHA384", "SHA512"})
    void signedOverEncryptedShouldHoldOnlyWhenOpaque(String digest) {
        String weak = digest.equals("SHA1") ? " weak-algorithm" : "";

        assertThat(layers("alice.env.sig." + digest + ".opaque"))
                .containsExactly("opaque intact" + weak, "enveloped-data");
        assertThat(layers("alice.env.dsig." + digest + ".multipart"))
                .containsExactly("clear broken digest-mismatch" + weak, "enveloped-data");
        assertThat(nested("alice.env.sig", "opaque.dave.sig", "opaque", digest))
                .containsExactly("opaque intact" + weak, "opaque intact" + weak, "enveloped-data");
        assertThat(nested("alice.env.dsig", "multipart.dave.sig", "opaque", digest))
                .containsExactly(
                        "opaque intact" + weak,
                        "clear broken digest-mismatch" + weak,
                        "enveloped-data");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    alice.future.dsig.SHA256.multipart, clear intact
                    alice.env, enveloped-data
                    alice.dsig.SHA256.multipart.env, enveloped-data
                    alice.sig.SHA512.opaque.env, enveloped-data
                    """)
    void otherMessagesShouldHaveTheirLayer(String name, String layer) {
        assertThat(layers(name)).containsExactly(layer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"enc", "enc-sig"})
    void openPgpSignaturesShouldBeNoLayer(String inner) {
        String name = "thunderbird/outer-pgp-sig-inner-smime-" + inner + ".eml";

        assertThat(Layers.of(Corpus.message(name))).containsExactly("enveloped-data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice.dsig.SHA256.multipart.env.dsig",
                "alice.env.mixed.dsig.SHA256.multipart",
                "outer-smime-bad-sig-inner-smime-enc",
                "outer-smime-bad-sig-inner-smime-enc-sig"
            })
    void messagesPutTogetherByHandShouldBeBroken(String name) {
        assertThat(layers(name)).containsExactly("clear broken digest-mismatch", "enveloped-data");
    }

    private static List<String> nested(String inner, String middle, String outer, String digest) {
        return layers(inner + "." + digest + "." + middle + "." + digest + "." + outer);
    }

    private static List<String> layers(String name) {
        return Layers.of(Corpus.message(Corpus.resource(FOLDER + name + ".eml")));
    }
}
