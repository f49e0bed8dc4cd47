package org.securemessaging.mime;

import java.nio.charset.StandardCharsets;

/** Octets as text, one character for each octet, and back. */
final class Texts {
    private Texts() {}

    static Octets octets(String text) {
        return MessageBytes.of(bytes(text)).octets();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(Octets octets) {
        return text(octets.toByteArray(Integer.MAX_VALUE));
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Lines that each end with CRLF. */
    static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    static Entity entity(String text) {
        return new EntityReader(MimeLimits.DEFAULT).read(octets(text));
    }
}
