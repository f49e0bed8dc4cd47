package org.securemessaging.cms.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.securemessaging.mime.HeaderField;

/** Header fields as octets that end with CRLF. Stateless. */
public final class FieldOctets {
    private FieldOctets() {}

    /**
     * A field as it arrived, its line ends aside.
     *
     * @param field the field
     * @return its octets
     */
    public static byte[] of(HeaderField field) {
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

    /**
     * A new field.
     *
     * @param name its name
     * @param body its body, in ASCII
     * @return its octets
     */
    public static byte[] of(String name, String body) {
        return ascii(name + ": " + body + "\r\n");
    }

    /**
     * Octets of a text in ASCII.
     *
     * @param text the text
     * @return one octet for each character
     */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
