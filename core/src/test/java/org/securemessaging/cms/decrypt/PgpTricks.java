package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Messages that look like OpenPGP's, and can be read by somebody who holds no key. */
final class PgpTricks {
    private PgpTricks() {}

    static void addTo(Map<String, String> all) {
        String good = pgp(resource("public-key.asc"));
        all.put(
                "the label of PGP/MIME alone",
                EncryptionTricks.TOP
                        + "Content-Type: multipart/encrypted; boundary=b\r\n\r\n"
                        + EncryptionTricks.SECRET
                        + "\r\n");
        all.put("PGP/MIME with text for data", pgp(EncryptionTricks.SECRET + "\r\n"));
        all.put("PGP/MIME with a literal packet", pgp(resource("literal.asc")));
        all.put("PGP/MIME with a signed message", pgp(resource("signed.asc")));
        all.put("PGP/MIME with a passphrase", pgp(resource("passphrase.asc")));
        all.put("PGP/MIME with a passphrase beside a key", pgp(resource("both.asc")));
        all.put(
                "PGP/MIME with text before the armour",
                pgp(EncryptionTricks.SECRET + "\r\n" + resource("public-key.asc")));
        all.put(
                "PGP/MIME with text behind the armour",
                pgp(resource("public-key.asc") + EncryptionTricks.SECRET + "\r\n"));
        all.put(
                "PGP/MIME with text in the armour",
                good.replaceFirst(
                        "MESSAGE-----\r\n\r\n",
                        "MESSAGE-----\r\nSecret: " + EncryptionTricks.SECRET + "\r\n\r\n"));
        all.put("PGP/MIME without an end", good.replaceFirst("-----END[^\r]*\r\n", ""));
        all.put("PGP/MIME in text/plain", good.replace("application/octet-stream", "text/plain"));
        all.put(
                "PGP/MIME with another version",
                good.replace(
                        "\r\n\r\nVersion: 1", "\r\n\r\nVersion: 1 " + EncryptionTricks.SECRET));
        all.put(
                "PGP/MIME with another protocol",
                good.replace(
                        "protocol=\"application/pgp-encrypted\"", "protocol=\"application/pgp\""));
        all.put(
                "PGP/MIME with a third part",
                good.replace(
                        "--b--",
                        "--b\r\nContent-Type: text/plain\r\n\r\n"
                                + EncryptionTricks.SECRET
                                + "\r\n--b--"));
        all.put(
                "PGP/MIME with text before the parts",
                good.replaceFirst("\r\n\r\n--b", "\r\n\r\n" + EncryptionTricks.SECRET + "\r\n--b"));
        all.put("PGP/MIME with text behind the parts", good + EncryptionTricks.SECRET + "\r\n");
        all.put(
                "PGP/MIME with a field in a part",
                good.replace(
                        "Content-Type: application/octet-stream",
                        "Subject: "
                                + EncryptionTricks.SECRET
                                + "\r\nContent-Type: application/octet-stream"));
        all.put(
                "PGP/MIME with text in the place of ciphertext",
                pgp(
                        armour(
                                EncryptionTricks.join(
                                        new byte[] {
                                            (byte) 0xC1,
                                            4,
                                            3,
                                            0,
                                            0,
                                            0,
                                            (byte) 0xD2,
                                            (byte) 0xC0,
                                            (byte) (EncryptionTricks.CONTENT.length - 192)
                                        },
                                        EncryptionTricks.CONTENT))));
        all.put(
                "PGP/MIME with something behind the data",
                pgp(
                        armour(
                                EncryptionTricks.join(
                                        new byte[] {(byte) 0xC1, 4, 3, 0, 0, 0, (byte) 0xD2, 16},
                                        EncryptionTricks.scrambled(16),
                                        new byte[] {(byte) 0xCB, 15},
                                        EncryptionTricks.SECRET.getBytes(
                                                StandardCharsets.US_ASCII)))));
    }

    /** PGP/MIME around an armoured message. */
    static String pgp(String armoured) {
        return EncryptionTricks.TOP
                + "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n"
                + "--b\r\nContent-Type: application/octet-stream; name=\"encrypted.asc\"\r\n\r\n"
                + armoured
                + "\r\n--b--\r\n";
    }

    /** PGP/MIME as GnuPG makes it. */
    static String honest() {
        return pgp(resource("public-key.asc"));
    }

    private static String armour(byte[] packets) {
        return "-----BEGIN PGP MESSAGE-----\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(packets)
                + "\r\n-----END PGP MESSAGE-----\r\n";
    }

    private static String resource(String name) {
        try (var in = PgpTricks.class.getResourceAsStream("/pgp/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
