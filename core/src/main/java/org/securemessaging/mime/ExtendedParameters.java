package org.securemessaging.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Joins continued parameters and decodes those with a character set (RFC 2231).
 *
 * <p>Of two parameters with one name the first counts. An extended form ({@code name*}) or a
 * continued one ({@code name*0}) is preferred to the plain one. MIME4J's own mapping joins in the
 * order of arrival and takes any two apostrophes for a character set, so it is not used.
 */
final class ExtendedParameters {
    private final Map<String, Parameter> plain = new LinkedHashMap<>();
    private final Map<String, SortedMap<Integer, Piece>> pieces = new LinkedHashMap<>();

    private record Piece(String value, boolean encoded) {}

    /** The values by lower-case name. */
    static Map<String, String> join(List<Parameter> parameters) {
        ExtendedParameters joined = new ExtendedParameters();
        parameters.forEach(joined::add);
        return joined.values();
    }

    private void add(Parameter parameter) {
        String name = parameter.name();
        int star = name.indexOf('*');
        if (star <= 0) {
            plain.putIfAbsent(name, parameter);
            return;
        }
        boolean encoded = name.endsWith("*");
        String number =
                name.substring(
                        star + 1, encoded ? Math.max(star + 1, name.length() - 1) : name.length());
        if (number.matches("[0-9]{0,3}")) {
            int index = number.isEmpty() ? 0 : Integer.parseInt(number);
            pieces.computeIfAbsent(name.substring(0, star), key -> new TreeMap<>())
                    .putIfAbsent(index, new Piece(parameter.value(), encoded));
        } else {
            plain.putIfAbsent(name, parameter);
        }
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        plain.forEach((name, parameter) -> values.put(name, parameter.value()));
        pieces.forEach(
                (name, sequence) -> {
                    if (sequence.containsKey(0)) {
                        values.put(name, joined(sequence));
                    }
                });
        return Collections.unmodifiableMap(values);
    }

    private static String joined(SortedMap<Integer, Piece> sequence) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Piece head = sequence.get(0);
        int mark = head != null && head.encoded() ? endOfCharset(head.value()) : -1;
        Charset charset =
                mark < 0
                        ? StandardCharsets.UTF_8
                        : charset(head.value().substring(0, head.value().indexOf('\'')));
        // RFC 2231 §3: what follows a gap is not part of the value.
        for (int index = 0; sequence.containsKey(index); index++) {
            Piece piece = sequence.get(index);
            String value = index == 0 ? piece.value().substring(mark + 1) : piece.value();
            octets.writeBytes(piece.encoded() ? unescape(value) : value.getBytes(charset));
        }
        return octets.toString(charset);
    }

    /** Where the second apostrophe stands in {@code charset'language'value}, or -1. */
    private static int endOfCharset(String value) {
        int first = value.indexOf('\'');
        return first < 0 ? -1 : value.indexOf('\'', first + 1);
    }

    private static Charset charset(String name) {
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // An unknown character set: the ASCII part of the value is still right.
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static byte[] unescape(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
            int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
            if (octets[i] == '%' && high >= 0 && low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(octets[i]);
            }
        }
        return out.toByteArray();
    }
}
