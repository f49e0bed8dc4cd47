package org.securemessaging.mime.pgp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.KnownPreamble;
import org.securemessaging.mime.MalformedEncodingException;

/**
 * Whether a message is PGP/MIME encrypted (RFC 3156 §4): by its structure, down to the packets, and
 * not by its label. Whether the recipients' keys open it, and whether there is anything in it, only
 * they can tell. Stateless.
 */
public final class PgpEncrypted {
    private static final String PROTOCOL = "application/pgp-encrypted";

    /** "Version: 1" and a line break or two. */
    private static final int VERSION_OCTETS = 32;

    private PgpEncrypted() {}

    /**
     * Looks at a message.
     *
     * @param message the message
     * @return true if it holds an OpenPGP message that is encrypted to public keys, and nothing
     *     else but its header
     * @throws IOException if it can't be read
     */
    public static boolean holds(Entity message) throws IOException {
        if (!message.contentType().is("multipart/encrypted")
                || !names(message)
                || message.parts().size() != 2
                || !KnownPreamble.onlyParts(message)) {
            return false;
        }
        Entity version = message.parts().get(0);
        Entity data = message.parts().get(1);
        return version.contentType().is(PROTOCOL)
                && isVersionOne(version)
                && data.contentType().is("application/octet-stream")
                && isEncrypted(data);
    }

    private static boolean names(Entity message) {
        return message.contentType()
                .parameter("protocol")
                .filter(name -> name.strip().toLowerCase(Locale.ROOT).equals(PROTOCOL))
                .isPresent();
    }

    private static boolean isVersionOne(Entity part) throws IOException {
        try (InputStream body = part.strictlyDecodedBody()) {
            byte[] octets = body.readNBytes(VERSION_OCTETS + 1);
            return octets.length <= VERSION_OCTETS
                    && new String(octets, StandardCharsets.ISO_8859_1)
                            .strip()
                            .equalsIgnoreCase("Version: 1");
        } catch (MalformedEncodingException e) {
            return false;
        }
    }

    private static boolean isEncrypted(Entity part) throws IOException {
        try (InputStream armour = part.strictlyDecodedBody()) {
            ArmouredSymbols symbols = new ArmouredSymbols(armour);
            new EncryptedMessageReader(symbols.decoded()).read();
            symbols.requireEnd();
            return true;
        } catch (PgpFormatException | MalformedEncodingException e) {
            return false;
        }
    }
}
