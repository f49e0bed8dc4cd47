package org.securemessaging.cms.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.smime.SMIMEAttributes;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.DigestAlgorithm;
import org.securemessaging.mime.Entity;
import org.securemessaging.peer.PeerProgram;

class MessageSignerTest {
    private static final CertifiedKey ALICE = SigningPki.person("alice@example.org", "RSA 2048");
    private static final CertifiedKey CAROL = SigningPki.person("alice@example.org", "EC P-256");
    private static final String HEADER =
            "From: alice@example.org\r\nTo: bob@example.net\r\nSubject: hi\r\n"
                    + "Date: Mon, 1 Jun 2026 12:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n";
    private static final String PLAIN = HEADER + "\r\nhello\r\n";

    @ParameterizedTest
    @CsvSource({
        "RSA 2048, sha-256",
        "RSA 3072, sha-256",
        "RSASSA-PSS 2048, sha-256",
        "EC P-256, sha-256",
        "EC P-384, sha-384",
        "EC P-521, sha-512",
        "EC brainpoolP256r1, sha-256",
        "Ed25519, sha-512",
        "Ed448, shake256",
        "ML-DSA-44, sha-512",
        "ML-DSA-65, sha-512",
        "ML-DSA-87, sha-512",
        "SLH-DSA-SHA2-128F, sha-256",
        "SLH-DSA-SHAKE-128F, shake128",
    })
    void signShouldKnowTheKey(String kind, String micalg) {
        CertifiedKey key = SigningPki.person("alice@example.org", kind);
        assertThat(Signing.CLEAR.sign(PLAIN, key)).contains("micalg=\"" + micalg + "\"");
        assertThat(Signing.text(Signing.OPAQUE.sign(Signing.octets(PLAIN), key)))
                .contains("smime-type=signed-data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-512"})
    void signShouldUseTheDigestAskedFor(String digest) {
        DigestAlgorithm algorithm = DigestAlgorithm.named(digest).orElseThrow();
        for (boolean pss : new boolean[] {false, true}) {
            SigningSettings settings =
                    new SigningSettings(algorithm, pss, ChainInclusion.WITHOUT_ROOT);
            assertThat(Signing.CLEAR.with(settings).sign(PLAIN, ALICE))
                    .contains("micalg=\"" + digest.toLowerCase(java.util.Locale.ROOT) + "\"");
        }
    }

    @Test
    void signShouldRefuseDigestsThatTheKeyCantSign() {
        SigningSettings settings =
                new SigningSettings(DigestAlgorithm.MD5, false, ChainInclusion.NONE);
        assertThatThrownBy(() -> Signing.CLEAR.with(settings).sign(PLAIN, ALICE))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("MD5");
    }

    @Test
    void signersShouldStandSideBySide() throws Exception {
        CertifiedKey postQuantum = SigningPki.person("alice@example.org", "ML-DSA-65");
        byte[] signed = Signing.CLEAR.sign(Signing.octets(PLAIN), ALICE, postQuantum);
        assertThat(Signing.text(signed)).contains("micalg=\"sha-256,sha-512\"");
        assertThat(structure(signed).getSignerInfos().size()).isEqualTo(2);
    }

    @Test
    void attributesShouldBeThoseOfSmime() throws Exception {
        AttributeTable attributes = attributes(Signing.CLEAR.sign(Signing.octets(PLAIN), ALICE));
        assertThat(Stream.of(attributes.toASN1Structure().getAttributes()))
                .extracting(attribute -> attribute.getAttrType().getId())
                .containsExactlyInAnyOrder(
                        "1.2.840.113549.1.9.3",
                        "1.2.840.113549.1.9.4",
                        "1.2.840.113549.1.9.5",
                        "1.2.840.113549.1.9.15",
                        "1.2.840.113549.1.9.52",
                        "1.2.840.113549.1.9.16.2.11",
                        "1.2.840.113549.1.9.16.2.47");
        assertThat(attributes.get(new ASN1ObjectIdentifier("1.2.840.113549.1.9.5")))
                .extracting(MessageSignerTest::value)
                .isEqualTo("[260601120000Z]");
    }

    @Test
    void preferenceShouldNameTheEncryptionCertificate() throws Exception {
        SigningIdentity identity =
                new SigningIdentity(List.of(CAROL), Optional.of(ALICE.certificate()));
        byte[] signed = Signing.CLEAR.sign(Signing.octets(PLAIN), identity);
        Attribute preference = attributes(signed).get(SMIMEAttributes.encrypKeyPref);
        assertThat(value(preference)).contains(ALICE.certificate().serialNumber().toString());
        assertThat(certificates(signed)).contains("CN=RSA 2048");
    }

    @Test
    void preferenceShouldBeMissingWhereNothingDecrypts() throws Exception {
        byte[] signed = Signing.CLEAR.sign(Signing.octets(PLAIN), CAROL);
        assertThat(attributes(signed).get(SMIMEAttributes.encrypKeyPref)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, CN=RSA 2048",
        "WITHOUT_ROOT, CN=Authority CN=RSA 2048",
        "WHOLE, CN=Authority CN=RSA 2048 CN=Root"
    })
    void chainShouldBeAsLongAsAskedFor(ChainInclusion chain, String expected) throws Exception {
        SigningSettings settings = new SigningSettings(DigestAlgorithm.SHA_256, false, chain);
        assertThat(certificates(Signing.CLEAR.with(settings).sign(Signing.octets(PLAIN), ALICE)))
                .isEqualTo(expected);
    }

    @Test
    void contentFieldsShouldGoInsideAndOthersStay() {
        String message =
                "Received: from x\r\n\tby y\r\nFrom: alice@example.org\r\nX-Odd :  two  spaces \r\n"
                        + "Content-Type: text/html;\r\n charset=utf-8\r\nDate: now\r\n"
                        + "Content-Language: de\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\n"
                        + "\r\n<p>hi</p>\r\n";
        String signed = Signing.CLEAR.sign(message, CAROL);
        assertThat(signed)
                .startsWith(
                        "Received: from x\r\n\tby y\r\nFrom: alice@example.org\r\n"
                                + "X-Odd :  two  spaces \r\nDate: now\r\nMessage-ID: <1@x>\r\n"
                                + "MIME-Version: 1.0\r\nContent-Type: multipart/signed;");
        assertThat(Signing.text(bytes(Signing.content(Signing.octets(signed)))))
                .isEqualTo(
                        "Content-Type: text/html;\r\n charset=utf-8\r\nContent-Language: de\r\n"
                                + "\r\n<p>hi</p>\r\n");
    }

    @Test
    void missingFieldsShouldBeAdded() {
        assertThat(Signing.CLEAR.sign("From: alice@example.org\r\n\r\nhi\r\n", CAROL))
                .containsPattern("\r\nMessage-ID: <[0-9a-f-]{36}@example.org>\r\n")
                .contains("\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n")
                .contains("\r\nMIME-Version: 1.0\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "hi", "hi\r\n", "\r\n\r\n", "--\r\n", "hi\nho\n"})
    void shortBodiesShouldBeSigned(String body) {
        byte[] message = Signing.octets(HEADER + "\r\n" + body);
        assertThat(ContentTree.of(Signing.content(Signing.CLEAR.sign(message, CAROL))))
                .isEqualTo(ContentTree.of(message));
    }

    @Test
    void headersShouldBeProtected() {
        String signed = Signing.CLEAR.protectingHeaders().sign(PLAIN, CAROL);
        assertThat(Signing.text(bytes(Signing.content(Signing.octets(signed)))))
                .isEqualTo(HEADER + "Content-Type: text/plain; hp=\"clear\"\r\n\r\nhello\r\n");
    }

    @Test
    void protectionShouldBeNotedBehindTheTypesOwnParameters() {
        String signed =
                Signing.CLEAR
                        .protectingHeaders()
                        .sign(
                                "Received: x\r\nBcc: secret@example.org\r\n"
                                        + HEADER
                                        + "Content-Type: multipart/mixed;\r\n boundary=b\r\n\r\n"
                                        + "--b\r\n\r\nhi\r\n--b--\r\n",
                                CAROL);
        assertThat(Signing.text(bytes(Signing.content(Signing.octets(signed)))))
                .isEqualTo(
                        HEADER
                                + "Content-Type: multipart/mixed;\r\n boundary=b;\r\n hp=\"clear\"\r\n"
                                + "\r\n--b\r\n\r\nhi\r\n--b--\r\n");
    }

    @Test
    void footerShouldStandBelowAPlainText() {
        String signed = Signing.CLEAR.withFooter("Example Ltd\nRegistered").sign(PLAIN, CAROL);
        assertThat(Signing.text(bytes(Signing.content(Signing.octets(signed)))))
                .isEqualTo(
                        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                                + "hello\r\n\r\nExample Ltd\r\nRegistered\r\n");
    }

    @Test
    void footerShouldBeAPartOfItsOwnElsewhere() {
        String message = HEADER + "Content-Type: text/html\r\n\r\n<p>hi</p>";
        Entity content =
                Signing.content(
                        Signing.octets(
                                Signing.CLEAR.withFooter("Gr\u00fc\u00dfe").sign(message, CAROL)));
        assertThat(content.contentType().mimeType()).isEqualTo("multipart/mixed");
        assertThat(ContentTree.of(content.parts().get(0)))
                .isEqualTo(ContentTree.of(Signing.octets(message)));
        assertThat(Signing.text(bytes(content.parts().get(1))))
                .endsWith("\r\n\r\nGr=C3=BC=C3=9Fe\r\n");
    }

    @Test
    void whatCantBeMadeSevenBitShouldBeSignedOpaquely() {
        String message =
                HEADER
                        + "Content-Type: multipart/signed; boundary=b; protocol=\"x/y\"\r\n\r\n"
                        + "--b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\u00fc\r\n--b\r\n\r\n\r\n--b--\r\n";
        byte[] signed = Signing.CLEAR.sign(Signing.octets(message), CAROL);
        assertThat(Signing.entity(signed).contentType().mimeType())
                .isEqualTo("application/pkcs7-mime");
        assertThat(ContentTree.of(Signing.content(signed)))
                .isEqualTo(ContentTree.of(Signing.octets(message)));
    }

    @ParameterizedTest
    @EnumSource(SignatureForm.class)
    void opensslShouldAcceptEveryAlgorithmItKnows(SignatureForm form, @TempDir Path folder)
            throws Exception {
        PeerProgram.require("openssl");
        PeerProgram openssl = new PeerProgram(folder, Map.of());
        SigningPki.writePem(folder.resolve("root.pem"), SigningPki.root());
        for (String kind :
                List.of(
                        "RSA 2048",
                        "RSASSA-PSS 2048",
                        "EC P-256",
                        "EC P-384",
                        "EC P-521",
                        "EC brainpoolP256r1")) {
            CertifiedKey key = SigningPki.person("alice@example.org", kind);
            for (boolean pss : new boolean[] {false, true}) {
                SigningSettings settings =
                        new SigningSettings(
                                DigestAlgorithm.SHA_512, pss, ChainInclusion.WITHOUT_ROOT);
                byte[] signed = Signing.in(form).with(settings).sign(Signing.octets(PLAIN), key);
                Files.write(folder.resolve("m.eml"), signed);
                openssl.run(
                        "",
                        "openssl",
                        "cms",
                        "-verify",
                        "-CAfile",
                        "root.pem",
                        "-in",
                        "m.eml",
                        "-out",
                        "content");
            }
        }
    }

    private static byte[] bytes(Entity entity) {
        return entity.octets().toByteArray(1 << 20);
    }

    private static CMSSignedData structure(byte[] signed) throws Exception {
        Entity signature = Signing.entity(signed).parts().get(1);
        return new CMSSignedData(signature.decodedBody().readAllBytes());
    }

    private static AttributeTable attributes(byte[] signed) throws Exception {
        SignerInformation signer = structure(signed).getSignerInfos().iterator().next();
        return signer.getSignedAttributes();
    }

    private static String value(Attribute attribute) {
        return attribute.getAttrValues().toString();
    }

    private static String certificates(byte[] signed) throws Exception {
        return structure(signed).getCertificates().getMatches(null).stream()
                .map(certificate -> certificate.getSubject().toString())
                .sorted()
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }
}
