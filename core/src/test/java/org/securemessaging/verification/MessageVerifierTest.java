package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.TrustAnchors;

class MessageVerifierTest {
    private static final Provider BC = new BouncyCastleProvider();
    private static final TestPki PKI = new TestPki("Root", BC);
    private static final TestPki.Person ALICE = PKI.person("alice@example.org");
    private static final TestPki.Person EVE = PKI.person("eve@evil.example");
    private static final TestPki.Person STRANGER =
            new TestPki("Other root", BC).person("alice@example.org");
    private static final String FROM_ALICE =
            "From: Alice <alice@example.org>\r\nDate: Mon, 01 Jun 2026 12:00:00 +0000\r\n";
    private static final byte[] TEXT = SignedMail.entity("Pay 100 to Bob.");

    @TempDir private Path folder;

    private final SignedMail mail = new SignedMail(BC);
    private TestEngine engine;

    @BeforeEach
    void startEngine() {
        engine = new TestEngine(folder, BC, TrustAnchors.of(List.of(PKI.root().certificate())));
    }

    @Test
    void verifyShouldPassAClearSignedMessage() {
        VerificationReport report = verify(FROM_ALICE, mail.clear(TEXT, ALICE));

        assertThat(report.result()).isEqualTo(SignatureResult.PASS);
        assertThat(report.reasons()).containsExactly(ReasonCode.REVOCATION_UNCHECKED);
        assertThat(report.layers()).hasSize(1);
        LayerReport layer = report.layers().get(0);
        assertThat(layer.type()).isEqualTo("signed-data");
        assertThat(layer.form()).isEqualTo(LayerForm.CLEAR);
        assertThat(layer.part()).isEqualTo("2");
        SignerVerdict signer = layer.signers().get(0);
        assertThat(signer.identifier()).contains("alice@example.org");
        assertThat(signer.certificate()).contains(ALICE.certificate());
        assertThat(signer.path()).containsExactly(ALICE.certificate(), PKI.root().certificate());
        assertThat(signer.digestAlgorithm()).isEqualTo("SHA-256");
        assertThat(signer.signingTime()).contains(SignedMail.SIGNED_AT);
    }

    @Test
    void verifyShouldPassAnOpaqueMessage() {
        VerificationReport report = verify(FROM_ALICE, mail.opaque(TEXT, ALICE));

        assertThat(report.result()).isEqualTo(SignatureResult.PASS);
        assertThat(report.layers()).extracting(LayerReport::part).containsExactly("1");
    }

    @Test
    void verifyShouldNotPassAnOpaqueMessageThatAnotherProgramReadsOtherwise() {
        byte[] second = SignedMail.utf8("Content-Type: multipart/mixed; boundary=x\r\n");
        byte[] behind =
                SignedMail.utf8("--x\r\nContent-Type: text/plain\r\n\r\nPay Eve.\r\n--x--\r\n");
        byte[] opaque = mail.opaque(TEXT, ALICE);
        int end = indexOf(opaque, "\r\n\r\n") + 2;
        byte[] message =
                SignedMail.join(
                        Arrays.copyOf(opaque, end),
                        second,
                        Arrays.copyOfRange(opaque, end, opaque.length),
                        behind);

        VerificationReport report = verify(FROM_ALICE, message);

        assertThat(report.result()).isEqualTo(SignatureResult.PERMERROR);
        assertThat(report.reasons()).contains(ReasonCode.MALFORMED_MESSAGE);
    }

    @Test
    void verifyShouldGiveNoneWithoutASignature() {
        VerificationReport report = verify(FROM_ALICE, TEXT);

        assertThat(report.result()).isEqualTo(SignatureResult.NONE);
        assertThat(report.reasons()).isEmpty();
        assertThat(report.layers()).isEmpty();
    }

    @Test
    void verifyShouldFailWhenAnyOctetOfTheContentIsChanged() {
        byte[] message = SignedMail.message(FROM_ALICE, mail.clear(TEXT, ALICE));
        int start = indexOf(message, "Pay 100");
        for (int i = start; i < start + 7; i++) {
            byte[] tampered = message.clone();
            tampered[i] ^= 1;

            VerificationReport report = engine.verify(tampered, TestPki.NOW);

            assertThat(report.result()).isEqualTo(SignatureResult.FAIL);
            assertThat(report.reasons()).contains(ReasonCode.DIGEST_MISMATCH);
        }
    }

    @Test
    void verifyShouldNotPassAnyMessageWithOneBitFlipped() {
        // Outside the signed part a flipped bit may do no harm, so only the verdict on text counts.
        byte[] message = SignedMail.message(FROM_ALICE, mail.clear(TEXT, ALICE));
        int content = indexOf(message, "Content-Type: text/plain");
        int end = indexOf(message, "Bob.") + 4;
        for (int i = content; i < end; i++) {
            byte[] tampered = message.clone();
            tampered[i] ^= 0x20;

            assertThat(engine.verify(tampered, TestPki.NOW).result())
                    .isNotEqualTo(SignatureResult.PASS);
        }
    }

    @Test
    void verifyShouldAcceptBareLineFeedsForCrLf() {
        byte[] message = SignedMail.message(FROM_ALICE, mail.clear(TEXT, ALICE));
        byte[] unix =
                new String(message, StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "\n")
                        .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(engine.verify(unix, TestPki.NOW).result()).isEqualTo(SignatureResult.PASS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: ceo@bank.example\r\n",
                "From: ceo@bank.example\r\nSender: eve@evil.example\r\n",
                "From: ceo@bank.example, eve@evil.example\r\nSender: eve@evil.example\r\n",
                "From: \"ceo@bank.example\" <eve@evil.example>\r\n",
                "From: =?utf-8?Q?ceo=40bank.example?= <eve@evil.example>\r\n",
                "From: ceo@bank.example <eve@evil.example>\r\n",
                "From: eve@evil.example\r\nFrom: ceo@bank.example\r\n",
                "From: ceo@bank.example\r\nfrom : eve@evil.example\r\n",
                "From: eve@evil.example, , ceo@bank.example\r\n",
                "From: eve@evil.example\0@bank.example\r\n",
                "From: <eve@evil.example>@bank.example\r\n",
                "From: (comment) ceo@bank.example (eve@evil.example)\r\n",
                "From: eve@evil.example.bank.example\r\n",
                "From: \"eve@evil.example\"@bank.example\r\n",
                "Sender: eve@evil.example\r\nSender: ceo@bank.example\r\n",
                "From: undisclosed:;\r\n",
                "X-From: eve@evil.example\r\n",
                "From: \"ceo@bank.example\": eve@evil.example;\r\n",
                "From: =?utf-8*en?Q?ceo=40bank.example?= <eve@evil.example>\r\n",
                "From: =?utf-8?Q?ceo?= =?utf-8?Q?=40bank.example?= <eve@evil.example>\r\n",
                "From: =?us-ascii?Q?ceo=40bank.example?= <eve@evil.example>\r\n",
                "From: =?utf-8?B?Y2VvQGJhbmsuZXhhbXBsZQ?= <eve@evil.example>\r\n",
                "From: \"=?utf-8?Q?ceo=40bank.example?=\" <eve@evil.example>\r\n",
                "From: =?utf-7?Q?ceo+AEA-bank.example?= <eve@evil.example>\r\n",
                "From: =?utf-16?B?AGMAZQBvAEAAYgBhAG4Aaw==?= <eve@evil.example>\r\n",
                "From: =?utf-8?Q?ceo@bank.example?= <eve@evil.example>\r\n",
                "From: =?utf-8?q?ceo=40bank.example <eve@evil.example>?= <eve@evil.example>\r\n",
                "From: eve@evil.example (ceo@bank.example)\r\n",
                "From: eve@evil.example <ceo@bank.example>\r\n",
            })
    void verifyShouldNotPassWhenTheAuthorIsNotTheSigner(String fields) {
        VerificationReport report = verify(fields, mail.clear(TEXT, EVE));

        assertThat(report.result()).isIn(SignatureResult.POLICY, SignatureResult.PERMERROR);
        assertThat(report.reasons())
                .containsAnyOf(
                        ReasonCode.SIGNER_MISMATCH,
                        ReasonCode.FROM_MULTIPLE,
                        ReasonCode.FROM_MALFORMED,
                        ReasonCode.FROM_MISSING);
    }

    /** JavaMail, and so James, ends a line at a lone CR; Python's reader ends the header there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A: b\rFrom: ceo@bank.example\r\nFrom: alice@example.org\r\n",
                "From: alice@example.org\r\nX-A: b\rFrom: ceo@bank.example\r\n",
                "From: alice@example.org\r\nX-A: b\r\rPay Eve.\r\n",
                "From: alice@example.org\r\n\r\rPay Eve.\r\n",
                "From: alice@example.org\r\nX-A: b\0\r\n",
                "From: alice@example.org\r\n\0From: ceo@bank.example\r\n",
                "From: alice@example.org\r\n\u0001From: ceo@bank.example\r\n",
                "From: alice@example.org\r\nPay Eve.\r\n",
                "From: alice@example.org\r\nSubject\r\n",
                " From: ceo@bank.example\r\nFrom: alice@example.org\r\n",
            })
    void verifyShouldNotPassWhenOthersReadAnotherHeader(String fields) {
        VerificationReport clear = verify(fields, mail.clear(TEXT, ALICE));
        VerificationReport opaque = verify(fields, mail.opaque(TEXT, ALICE));

        assertThat(clear.result()).isEqualTo(SignatureResult.PERMERROR);
        assertThat(opaque.result()).isEqualTo(SignatureResult.PERMERROR);
    }

    @Test
    void verifyShouldPassAnySenderWhenIdentityIsOff() {
        byte[] message = SignedMail.message("From: ceo@bank.example\r\n", mail.clear(TEXT, EVE));

        assertThat(
                        engine.verify(
                                        message,
                                        TestEngine.request(TestPki.NOW, IdentityMode.OFF, false))
                                .result())
                .isEqualTo(SignatureResult.PASS);
    }

    @Test
    void verifyShouldGivePolicyForAnUnknownRoot() {
        VerificationReport report = verify(FROM_ALICE, mail.clear(TEXT, STRANGER));

        assertThat(report.result()).isEqualTo(SignatureResult.POLICY);
        assertThat(report.reasons()).containsExactly(ReasonCode.UNTRUSTED);
    }

    @Test
    void verifyShouldGivePolicyForAnExpiredCertificate() {
        TestPki.Person expired =
                PKI.person(
                        "alice@example.org",
                        TestPki.year(2024),
                        TestPki.year(2025),
                        KeyPurposeId.id_kp_emailProtection);

        VerificationReport report = verify(FROM_ALICE, mail.clear(TEXT, expired));

        assertThat(report.result()).isEqualTo(SignatureResult.POLICY);
        assertThat(report.reasons()).contains(ReasonCode.EXPIRED);
    }

    @Test
    void verifyShouldGivePolicyForAServersCertificate() {
        TestPki.Person server =
                PKI.person(
                        "alice@example.org",
                        TestPki.year(2026),
                        TestPki.year(2027),
                        KeyPurposeId.id_kp_serverAuth);

        VerificationReport report = verify(FROM_ALICE, mail.clear(TEXT, server));

        assertThat(report.result()).isEqualTo(SignatureResult.POLICY);
        assertThat(report.reasons()).contains(ReasonCode.EXTENDED_KEY_USAGE);
    }

    @Test
    void verifyShouldGivePolicyForAnOldSignatureUnderANewDate() {
        String later = "From: alice@example.org\r\nDate: Mon, 01 Jun 2026 14:00:00 +0000\r\n";

        VerificationReport report = verify(later, mail.clear(TEXT, ALICE));

        assertThat(report.result()).isEqualTo(SignatureResult.POLICY);
        assertThat(report.reasons()).contains(ReasonCode.DATE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/pkcs7-mime",
                "Application/X-PKCS7-MIME",
                "application/pkcs7-mime; smime-type=\"signed-data\"; name=\"smime.p7m\"",
                "application/pkcs7-mime; smime-type='signed-data'",
                "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
                "application/pkcs7-mime; smime-type=certs-only; name=smime.p7c",
                "application/pkcs7-mime; smime-type",
                "application/pkcs7-mime; name=\"a b; c.txt\"; charset=x",
                "application/pkcs7-signature; name=smime.p7s",
                "application/octet-stream; name=smime.p7m",
                "application/octet-stream; name*=utf-8''sm%69me.p7m",
                "application/octet-stream; name*0=smi; name*1=\"me.p7m\"",
                "application/octet-stream; name=\"=?utf-8?Q?smime.p7m?=\"",
                "application/octet-stream\r\nContent-Disposition: attachment; filename=\"M.P7M\"",
                "text/plain\r\nContent-Disposition: attachment;\r\n filename=smime.p7s",
            })
    void verifyShouldPassAnOpaqueMessageHoweverItIsLabelled(String type) {
        byte[] entity =
                SignedMail.join(
                        SignedMail.utf8(
                                "Content-Type: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                        .formatted(type)),
                        Base64.getMimeEncoder().encode(mail.cms(TEXT, true, ALICE)));

        assertThat(verify(FROM_ALICE, entity).result()).isEqualTo(SignatureResult.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "8bit", "BINARY", "7bit", "quoted-printable", "base64"})
    void verifyShouldPassASignatureInAnyTransferEncoding(String encoding) {
        byte[] enclosed = encoded(encoding, mail.cms(TEXT, true, ALICE));
        byte[] detached = encoded(encoding, mail.cms(TEXT, false, ALICE));
        String field = "Content-Transfer-Encoding: " + encoding + "\r\n";

        byte[] opaque =
                SignedMail.join(
                        SignedMail.utf8("Content-Type: application/pkcs7-mime\r\n" + field),
                        SignedMail.utf8("\r\n"),
                        enclosed);
        byte[] clear =
                SignedMail.join(
                        SignedMail.utf8(
                                "Content-Type: multipart/signed; boundary=any\r\n\r\n--any\r\n"),
                        TEXT,
                        SignedMail.utf8(
                                "\r\n--any\r\nContent-Type: application/pkcs7-signature\r\n"),
                        SignedMail.utf8(field + "\r\n"),
                        detached,
                        SignedMail.utf8("\r\n--any--\r\n"));

        assertThat(verify(FROM_ALICE, opaque).result()).isEqualTo(SignatureResult.PASS);
        assertThat(verify(FROM_ALICE, clear).result()).isEqualTo(SignatureResult.PASS);
    }

    private static byte[] encoded(String encoding, byte[] cms) {
        if (encoding.equals("base64")) {
            return Base64.getMimeEncoder().encode(cms);
        }
        return encoding.equals("quoted-printable")
                ? SignedMail.utf8(
                        HexFormat.of()
                                .withPrefix("=")
                                .withUpperCase()
                                .formatHex(cms)
                                .replaceAll("(.{72})", "$1=\r\n"))
                : cms;
    }

    /** A time stamp, a receipt for a payment, a program: signed by the author, but not as mail. */
    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.113549.1.9.16.1.4", "1.3.6.1.4.1.311.2.1.4", "1.2.3"})
    void verifyShouldNotPassWhatWasSignedAsSomethingElse(String type) {
        ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier(type);

        VerificationReport opaque =
                verify(
                        FROM_ALICE,
                        SignedMail.opaque("signed-data", mail.cms(oid, TEXT, true, ALICE)));
        VerificationReport clear =
                verify(FROM_ALICE, SignedMail.clear(TEXT, mail.cms(oid, TEXT, false, ALICE)));

        assertThat(opaque.result()).isEqualTo(SignatureResult.FAIL);
        assertThat(opaque.reasons()).contains(ReasonCode.CONTENT_TYPE_MISMATCH);
        assertThat(clear.result()).isEqualTo(SignatureResult.FAIL);
        assertThat(clear.reasons()).contains(ReasonCode.CONTENT_TYPE_MISMATCH);
    }

    @Test
    void verifyShouldPassASignedReceipt() {
        ASN1ObjectIdentifier receipt = new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.1.1");

        VerificationReport report =
                verify(
                        FROM_ALICE,
                        SignedMail.opaque(
                                "signed-receipt",
                                mail.cms(receipt, new byte[] {0x30, 0}, true, ALICE)));

        assertThat(report.result()).isEqualTo(SignatureResult.PASS);
    }

    @Test
    void verifyShouldHeedTheLatestOfTwoDates() {
        String later =
                "From: alice@example.org\r\nDate: Mon, 01 Jun 2026 11:59:00 +0000\r\n"
                        + "Date: Mon, 01 Jun 2026 14:00:00 +0000\r\nDate: whenever\r\n";

        VerificationReport report = verify(later, mail.clear(TEXT, ALICE));

        assertThat(report.reasons()).contains(ReasonCode.DATE_MISMATCH);
    }

    @Test
    void verifyShouldGiveNoneForCertificatesAlone() {
        VerificationReport certificates =
                verify(FROM_ALICE, SignedMail.opaque("certs-only", mail.cms(TEXT, false)));
        VerificationReport around =
                verify(FROM_ALICE, SignedMail.clear(TEXT, mail.cms(TEXT, false)));

        assertThat(certificates.result()).isEqualTo(SignatureResult.NONE);
        assertThat(around.result()).isEqualTo(SignatureResult.NONE);
    }

    @Test
    void verifyShouldPassWhenOneOfTwoSignersIsTheAuthor() {
        VerificationReport report = verify(FROM_ALICE, mail.clear(TEXT, EVE, ALICE));

        assertThat(report.result()).isEqualTo(SignatureResult.PASS);
        assertThat(report.layers().get(0).signers())
                .extracting(SignerVerdict::result)
                .containsExactlyInAnyOrder(SignatureResult.POLICY, SignatureResult.PASS);
        assertThat(report.decidingSigner().get().identifier()).contains("alice@example.org");
    }

    @Test
    void verifyShouldPassAMailingListsSignatureAroundTheAuthors() {
        VerificationReport report = verify(FROM_ALICE, mail.clear(mail.clear(TEXT, ALICE), EVE));

        assertThat(report.result()).isEqualTo(SignatureResult.PASS);
        assertThat(report.layers()).extracting(LayerReport::part).containsExactly("2", "1.2");
    }

    @Test
    void verifyShouldNotPassSomebodyElsesSignedTextAsTheAuthors() {
        VerificationReport report = verify(FROM_ALICE, mail.clear(mail.clear(TEXT, EVE), ALICE));

        assertThat(report.result()).isEqualTo(SignatureResult.POLICY);
        assertThat(report.reasons()).contains(ReasonCode.SIGNER_MISMATCH);
    }

    @Test
    void verifyShouldFailWhenAnInnerLayerIsForged() {
        byte[] forged = SignedMail.utf8(text(mail.clear(TEXT, ALICE)).replace("100", "900"));

        VerificationReport report = verify(FROM_ALICE, mail.clear(forged, ALICE));

        assertThat(report.result()).isEqualTo(SignatureResult.FAIL);
        assertThat(report.reasons()).contains(ReasonCode.DIGEST_MISMATCH);
    }

    @Test
    void verifyShouldReportButNotCountAnErrantLayer() {
        byte[] footer =
                SignedMail.join(
                        SignedMail.utf8(
                                "Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n"),
                        mail.clear(TEXT, ALICE),
                        SignedMail.utf8(
                                "\r\n--list\r\nContent-Type: text/plain\r\n\r\nunsubscribe\r\n"
                                        + "--list--\r\n"));

        VerificationReport report = verify(FROM_ALICE, footer);

        assertThat(report.result()).isEqualTo(SignatureResult.NONE);
        assertThat(report.reasons()).containsExactly(ReasonCode.ERRANT_LAYER);
        assertThat(report.layers()).extracting(LayerReport::counted).containsExactly(false);
        assertThat(report.layers()).extracting(LayerReport::part).containsExactly("1.2");
    }

    @Test
    void verifyShouldNotCountASignatureAroundCiphertext() {
        // An EnvelopedData content type with nothing that could be decrypted behind it.
        byte[] enveloped =
                SignedMail.opaque(
                        "enveloped-data",
                        Base64.getDecoder().decode("MBEGCSqGSIb3DQEHA6AEMAIFAA=="));

        VerificationReport report = verify(FROM_ALICE, mail.clear(enveloped, ALICE));

        assertThat(report.result()).isEqualTo(SignatureResult.NONE);
        assertThat(report.reasons()).containsExactly(ReasonCode.ENCRYPTED);
        assertThat(report.encrypted()).isTrue();
        assertThat(report.layers())
                .extracting(LayerReport::type)
                .containsExactly("signed-data", "enveloped-data");
    }

    @Test
    void verifyShouldStopAtTooManyLayers() {
        byte[] entity = TEXT;
        for (int i = 0; i < 12; i++) {
            entity = mail.opaque(entity, ALICE);
        }

        VerificationReport report = verify(FROM_ALICE, entity);

        assertThat(report.result()).isEqualTo(SignatureResult.PERMERROR);
        assertThat(report.reasons()).contains(ReasonCode.LIMIT_EXCEEDED);
    }

    @Test
    void verifyShouldGiveAResultForEveryTruncation() {
        byte[] message = SignedMail.message(FROM_ALICE, mail.clear(TEXT, ALICE));
        for (int length = 0; length < message.length - 20; length++) {
            VerificationReport report = engine.verify(Arrays.copyOf(message, length), TestPki.NOW);

            assertThat(report.result()).isNotEqualTo(SignatureResult.PASS);
        }
    }

    @Test
    void valueShouldWriteTheStampForAPass() {
        VerificationReport report = verify(FROM_ALICE, mail.clear(TEXT, ALICE));

        assertThat(AuthenticationResults.value("mx.example.org", report))
                .isEqualTo(
                        "mx.example.org; smime=pass reason=revocation-unchecked body.smime-part=2"
                                + " body.smime-identifier=alice@example.org body.smime-serial="
                                + AuthenticationResults.serial(ALICE.certificate())
                                + " body.smime-issuer=\"CN=Root\"");
    }

    @Test
    void valueShouldQuoteWhatAStrangerChose() {
        TestPki.Person sly =
                new TestPki("x\\\"; smime=pass (\\0d\\0aX: y", BC).person("alice@example.org");

        VerificationReport report = verify(FROM_ALICE, mail.clear(TEXT, sly));
        String value = AuthenticationResults.value("mx", report);

        assertThat(value)
                .startsWith("mx; smime=policy reason=untrusted")
                .endsWith("body.smime-issuer=\"CN=x\\\\\\\"\\\\; smime\\\\=pass (  X: y\"");
    }

    private VerificationReport verify(String fields, byte[] entity) {
        return engine.verify(SignedMail.message(fields, entity), TestPki.NOW);
    }

    private static int indexOf(byte[] octets, String text) {
        return text(octets).indexOf(text);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
