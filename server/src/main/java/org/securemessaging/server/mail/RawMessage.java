package org.securemessaging.server.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A message cut where the header ends, for comparing octets.
 *
 * @param fields the header fields as they stand, folding included, without the last line end; each
 *     octet is one character
 * @param body everything below the empty line, each octet one character
 */
public record RawMessage(List<String> fields, String body) {
    /** Copies the fields. */
    public RawMessage {
        fields = List.copyOf(fields);
    }

    /**
     * Cuts a message.
     *
     * @param octets a message whose lines end in CRLF
     * @return its parts
     */
    public static RawMessage of(byte[] octets) {
        String all = new String(octets, StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        String header = end < 0 ? all : all.substring(0, end);
        return new RawMessage(fieldsOf(header), end < 0 ? "" : all.substring(end + 4));
    }

    /**
     * The whole message again.
     *
     * @return the octets it was cut from
     */
    public byte[] octets() {
        return (String.join("\r\n", fields) + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> fieldsOf(String header) {
        List<String> fields = new ArrayList<>();
        for (String line : header.split("\r\n", -1)) {
            if (!fields.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
                fields.add(fields.remove(fields.size() - 1) + "\r\n" + line);
            } else {
                fields.add(line);
            }
        }
        return fields;
    }

    /**
     * The unfolded values of all fields of one name.
     *
     * @param name the field's name, in any case
     * @return the values, in the order of the header
     */
    public List<String> values(String name) {
        return fields.stream()
                .filter(field -> nameOf(field).equals(name.toLowerCase(Locale.ROOT)))
                .map(field -> field.substring(name.length() + 1).replace("\r\n", "").strip())
                .toList();
    }

    /**
     * The name of a field.
     *
     * @param field a whole field
     * @return what stands before its colon, in lower case
     */
    public static String nameOf(String field) {
        int colon = field.indexOf(':');
        return (colon < 0 ? field : field.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }
}
