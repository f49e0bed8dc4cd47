package org.securemessaging.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.cms.LayerCarrier.BrokenSigned;
import org.securemessaging.cms.LayerCarrier.ClearSigned;
import org.securemessaging.cms.LayerCarrier.Opaque;
import org.securemessaging.cms.LayerCarrier.Plain;
import org.securemessaging.mime.Entity;
import org.securemessaging.result.ReasonCode;

class LayerCarrierTest {
    private static final String CONTENT = "Content-Type: text/plain\n\nSigned.";
    private static final String SIGNATURE =
            "Content-Type: application/pkcs7-signature; name=smime.p7s\n"
                    + "Content-Transfer-Encoding: base64\n\nMIAG";
    private static final String PGP =
            "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN";
    private static final String TYPE = "multipart/signed; boundary=b";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; protocol=\"application/pkcs7-signature\"; micalg=sha-256",
                "; protocol=\"application/x-pkcs7-signature\"; micalg=sha1",
                "; protocol=application/pkcs7-signature",
                "; protocol='application/pkcs7-signature'",
                "; PROTOCOL=\" Application/PKCS7-Signature \"",
                "; protocol=\"application/pgp-signature\"",
                "; protocol=\"nonsense\"; micalg=\"unknown\"",
                "; micalg=md5",
                ""
            })
    void clearSignedShouldBeKnownByItsSignature(String parameters) {
        Entity message = multipart(TYPE + parameters, CONTENT, SIGNATURE);

        assertThat(LayerCarrier.of(message)).isInstanceOf(ClearSigned.class);
    }

    @Test
    void clearSignedShouldGiveItsParts() {
        Entity message = multipart(TYPE, CONTENT, SIGNATURE);

        ClearSigned signed = (ClearSigned) LayerCarrier.of(message);

        assertThat(signed.entity()).isSameAs(message);
        assertThat(text(signed.content())).isEqualTo(CONTENT);
        assertThat(text(signed.signature())).isEqualTo(SIGNATURE);
        assertThat(signed.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-pkcs7-signature",
                "application/pkcs7-mime",
                "application/x-pkcs7-mime; smime-type=signed-data",
                "application/octet-stream; name=smime.p7s",
                "application/octet-stream; name=\"SMIME.P7S\"",
                "text/plain; name=smime.p7s",
                "application/pkcs7-signature"
            })
    void clearSignedShouldBeKnownByTheSecondPart(String type) {
        Entity message = multipart(TYPE, CONTENT, "Content-Type: " + type + "\n\nMIAG");

        assertThat(LayerCarrier.of(message)).isInstanceOf(ClearSigned.class);
    }

    @Test
    void clearSignedShouldBeKnownByItsProtocolAlone() {
        Entity message =
                multipart(
                        TYPE + "; protocol=\"application/pkcs7-signature\"",
                        CONTENT,
                        "Content-Type: application/octet-stream\n\nMIAG");

        assertThat(LayerCarrier.of(message)).isInstanceOf(ClearSigned.class);
    }

    @Test
    void openPgpShouldBePlain() {
        assertThat(
                        LayerCarrier.of(
                                multipart(
                                        TYPE + "; protocol=\"application/pgp-signature\"",
                                        CONTENT,
                                        PGP)))
                .isInstanceOf(Plain.class);
        assertThat(LayerCarrier.of(multipart(TYPE, CONTENT, PGP))).isInstanceOf(Plain.class);
        assertThat(LayerCarrier.of(multipart(TYPE, CONTENT))).isInstanceOf(Plain.class);
    }

    @Test
    void multipartOfOtherThanTwoPartsShouldBeBroken() {
        String smime = TYPE + "; protocol=\"application/pkcs7-signature\"";

        assertThat(LayerCarrier.of(multipart(TYPE, CONTENT, SIGNATURE, CONTENT)))
                .isInstanceOf(BrokenSigned.class);
        assertThat(LayerCarrier.of(multipart(TYPE, CONTENT, CONTENT, SIGNATURE)))
                .isInstanceOf(BrokenSigned.class);
        assertThat(LayerCarrier.of(multipart(smime, CONTENT))).isInstanceOf(BrokenSigned.class);
        assertThat(LayerCarrier.of(multipart(smime))).isInstanceOf(BrokenSigned.class);
        assertThat(
                        LayerCarrier.of(
                                message(
                                        "Content-Type: multipart/signed;"
                                                + " protocol=\"application/pkcs7-signature\"\n\n")))
                .isInstanceOf(BrokenSigned.class);
        assertThat(((BrokenSigned) LayerCarrier.of(multipart(smime))).finding().reason())
                .isEqualTo(ReasonCode.MALFORMED_MESSAGE);
    }

    @Test
    void multipartThatIsNotClosedShouldBeReported() {
        Entity message =
                message("Content-Type: " + TYPE + "\n\n--b\n" + CONTENT + "\n--b\n" + SIGNATURE);

        ClearSigned signed = (ClearSigned) LayerCarrier.of(message);

        assertThat(signed.findings())
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.reason())
                                        .isEqualTo(ReasonCode.MALFORMED_MESSAGE));
    }

    @Test
    void multipartThatOthersReadDifferentlyShouldBeReported() {
        Entity message =
                message(
                        "Content-Type: "
                                + TYPE
                                + "\nContent-Type: multipart/mixed; boundary=c\n\n--b\n"
                                + CONTENT
                                + "\n--b\n"
                                + SIGNATURE
                                + "\n--b--\n");

        assertThat(((ClearSigned) LayerCarrier.of(message)).findings())
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.reason())
                                        .isEqualTo(ReasonCode.MALFORMED_MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/pkcs7-mime; smime-type=signed-data; name=smime.p7m | signed-data
                    application/x-pkcs7-mime; smime-type=enveloped-data | enveloped-data
                    application/pkcs7-mime; smime-type=authEnveloped-data | authenveloped-data
                    application/pkcs7-mime; smime-type=certs-only; name=smime.p7c | certs-only
                    application/pkcs7-mime; smime-type=compressed-data; name=a.p7z | compressed-data
                    application/pkcs7-mime; smime-type=signed-receipt | signed-receipt
                    APPLICATION/PKCS7-MIME; SMIME-TYPE="Signed-Data" | signed-data
                    application/pkcs7-mime; smime-type='signed-data' | signed-data
                    application/pkcs7-mime |
                    application/pkcs7-signature; name=smime.p7s |
                    application/x-pkcs7-signature |
                    application/octet-stream; name=smime.p7m |
                    application/octet-stream; name="Smime.P7M " |
                    application/octet-stream; name=smime.p7s |
                    application/octet-stream; name=smime.p7z |
                    text/plain; name=smime.p7m |
                    """)
    void opaqueShouldBeKnownByTypeOrName(String type, String smimeType) {
        LayerCarrier carrier = LayerCarrier.of(message("Content-Type: " + type + "\n\nMIAG"));

        assertThat(carrier).isInstanceOf(Opaque.class);
        assertThat(((Opaque) carrier).smimeType()).isEqualTo(Optional.ofNullable(smimeType));
    }

    @Test
    void opaqueShouldBeKnownByItsDisposition() {
        assertThat(
                        LayerCarrier.of(
                                message(
                                        "Content-Type: application/octet-stream\n"
                                                + "Content-Disposition: attachment;"
                                                + " filename=smime.p7m\n\nMIAG")))
                .isInstanceOf(Opaque.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "multipart/mixed; boundary=b; name=smime.p7m",
                "message/rfc822; name=smime.p7m",
                "application/octet-stream; name=p7m",
                "application/pgp-encrypted"
            })
    void otherEntitiesShouldBePlain(String type) {
        assertThat(LayerCarrier.of(message("Content-Type: " + type + "\n\nMIAG")))
                .isInstanceOf(Plain.class);
    }

    @Test
    void opaqueShouldTellItsTypeWhateverItsParameterSays() throws Exception {
        String body = Base64.getMimeEncoder().encodeToString(HandMade.proper().der());
        Entity message =
                message(
                        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n"
                                + "Content-Transfer-Encoding: base64\n\n"
                                + body);

        assertThat(((Opaque) LayerCarrier.of(message)).type()).isEqualTo(CmsType.SIGNED_DATA);
    }

    @Test
    void contentFormShouldDependOnBinaryParts() {
        assertThat(ContentForm.of(message(CONTENT))).isEqualTo(ContentForm.CANONICAL);
        assertThat(
                        ContentForm.of(
                                multipart(
                                        "multipart/mixed; boundary=b",
                                        CONTENT,
                                        "Content-Transfer-Encoding: Binary\n\nx")))
                .isEqualTo(ContentForm.CANONICAL_OR_VERBATIM);
    }

    private static Entity multipart(String type, String... parts) {
        StringBuilder message = new StringBuilder("Content-Type: " + type + "\n\n");
        for (String part : parts) {
            message.append("--b\n").append(part).append("\n");
        }
        return message(message + "--b--\n");
    }

    private static Entity message(String text) {
        return Corpus.message(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(Entity entity) {
        return new String(entity.octets().toByteArray(10_000), StandardCharsets.US_ASCII);
    }
}
