package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.pgp.PgpEncrypted;

class WhollyEncryptedTest {
    private static final WhollyEncrypted SMIME = new WhollyEncrypted(new BouncyCastleProvider());

    static Set<String> tricks() {
        return EncryptionTricks.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void trickShouldNotCountAsEncrypted(String trick) {
        assertThat(verdict(octets(EncryptionTricks.all().get(trick)))).isEqualTo("none");
    }

    @Test
    void envelopeShouldCount() {
        assertThat(verdict(octets(EncryptionTricks.honest()))).isEqualTo("smime");
    }

    @Test
    void openPgpMessageShouldCount() {
        assertThat(verdict(octets(EncryptionTricks.honestPgp()))).isEqualTo("pgp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This is an OpenPGP/MIME encrypted message (RFC 4880 and 3156)",
                "This is a multi-part message in MIME format."
            })
    void wordsOfMailProgramsShouldNotMatter(String words) {
        String message =
                EncryptionTricks.honestPgp()
                        .replaceFirst(
                                "\r\n\r\n--b", "\r\n\r\n" + words.replace("/", "\\/") + "\r\n--b");
        assertThat(verdict(octets(message))).isEqualTo("pgp");
    }

    /** What Thunderbird made: envelopes, and envelopes inside clear signatures. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice.env.eml",
                "alice.dsig.SHA256.multipart.env.eml",
                "alice.dsig.SHA256.multipart.env.dsig.eml",
                "alice.sig.SHA256.opaque.env.eml"
            })
    void envelopesOfThunderbirdShouldCount(String file) throws IOException {
        try (var in = getClass().getResourceAsStream("/corpora/thunderbird-encrypted/" + file)) {
            assertThat(verdict(in.readAllBytes())).isEqualTo("smime");
        }
    }

    /** An envelope with text inside is signed text to whoever reads it, and not encrypted. */
    @Test
    void signedMessageShouldNotCount() {
        String signed =
                "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b\r\n\r\n"
                        + "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: application/pkcs7-signature\r\n\r\nMII=\r\n--b--\r\n";
        assertThat(verdict(octets(signed))).isEqualTo("none");
    }

    /** No octet that is cut may make an exception of it. */
    @Test
    void everyCutShouldGetAVerdict() {
        Stream.of(EncryptionTricks.honest(), EncryptionTricks.honestPgp())
                .map(WhollyEncryptedTest::octets)
                .forEach(
                        whole -> {
                            for (int length = 0; length < whole.length - 8; length++) {
                                byte[] cut = java.util.Arrays.copyOf(whole, length);
                                assertThat(verdict(cut)).as("%d octets", length).isEqualTo("none");
                            }
                        });
    }

    /** Whatever stands in the structure in the place of what should. */
    @Test
    void everyChangedOctetShouldGetAVerdict() {
        String honest = EncryptionTricks.honest();
        int body = honest.indexOf("\r\n\r\n") + 4;
        byte[] structure = Base64.getMimeDecoder().decode(honest.substring(body));
        for (int at = 0; at < structure.length; at++) {
            byte before = structure[at];
            for (int other : List.of(0x00, 0x04, 0x06, 0x30, 0x31, 0x80, 0xA0, 0xA1, 0xFF)) {
                structure[at] = (byte) other;
                String changed =
                        honest.substring(0, body)
                                + Base64.getMimeEncoder().encodeToString(structure);
                assertThat(verdict(octets(changed))).as("%d", at).isIn("none", "smime");
            }
            structure[at] = before;
        }
    }

    /** Padding where none belongs, lines that end too soon, and anything else in base64's place. */
    @Test
    void everyChangedSymbolOfAnArmourShouldGetAVerdict() {
        String honest = PgpTricks.honest();
        int armour = honest.indexOf("-----BEGIN PGP");
        for (int at = armour; at < honest.length(); at++) {
            for (String other :
                    List.of("", "=", "==", "\r\n=\r\n", "\r\n==\r\n", "A", "\r\n", "-", "\0")) {
                String changed = honest.substring(0, at) + other + honest.substring(at + 1);
                String longer = honest.substring(0, at) + other + honest.substring(at);
                assertThat(verdict(octets(changed))).as("%d", at).isIn("none", "pgp");
                assertThat(verdict(octets(longer))).as("%d", at).isIn("none", "pgp");
            }
        }
    }

    static String verdict(byte[] message) {
        try (MessageBytes octets = MessageBytes.of(message)) {
            var entity = new EntityReader(MimeLimits.DEFAULT).read(octets.octets());
            boolean smime = SMIME.holds(entity);
            boolean pgp = PgpEncrypted.holds(entity);
            assertThat(smime && pgp).isFalse();
            return smime ? "smime" : pgp ? "pgp" : "none";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
