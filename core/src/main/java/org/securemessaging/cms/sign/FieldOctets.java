package org.securemessaging.cms.sign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.securemessaging.mime.HeaderField;

/** Header fields as octets that end with CRLF. */
final class FieldOctets {
    private FieldOctets() {}

    /** A field as it arrived, its line ends aside. */
    static byte[] of(HeaderField field) {
        byte[] raw = field.raw();
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + 2);
        int before = 0;
        for (byte octet : raw) {
            if (octet == '\n' && before != '\r') {
                out.write('\r');
            }
            out.write(octet);
            before = octet;
        }
        if (before != '\n') {
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }

    static byte[] of(String name, String body) {
        return ascii(name + ": " + body + "\r\n");
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }
}
