package org.securemessaging.mime;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type with its parameters (RFC 2045 §5, RFC 2231).
 *
 * <p>Read leniently: what stands behind a space in the type is dropped, a garbled type is {@code
 * text/plain} (RFC 2045 §5.2), values need no quotes whatever they hold. Apostrophes are no quotes
 * and stay in the value. Of two parameters with one name the first counts. Immutable and thread
 * safe.
 *
 * @param type in lower case, such as {@code multipart}
 * @param subtype in lower case, such as {@code signed}
 * @param parameters the values by lower-case name
 * @param wellFormed whether type and boundary are written so that every reader sees the same
 */
public record ContentType(
        String type, String subtype, Map<String, String> parameters, boolean wellFormed) {
    /** What an entity without Content-Type field holds (RFC 2045 §5.2). */
    public static final ContentType TEXT_PLAIN = new ContentType("text", "plain", Map.of(), true);

    /** What a part of {@code multipart/digest} without such a field holds (RFC 2046 §5.1.5). */
    public static final ContentType MESSAGE_RFC822 =
            new ContentType("message", "rfc822", Map.of(), true);

    private static final String BOUNDARY = "boundary";

    /** Copies the parameters. */
    public ContentType {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads the body of a Content-Type field.
     *
     * @param body the unfolded text behind the colon
     * @return the type, {@code text/plain} and not well formed if there is none to be read
     */
    public static ContentType parse(String body) {
        ParameterReader reader = new ParameterReader(body);
        List<Parameter> parameters = reader.parameters();
        Map<String, String> values = ExtendedParameters.join(parameters);
        String main = reader.main().toLowerCase(Locale.ROOT);
        int slash = main.indexOf('/');
        String type = slash < 0 ? "" : main.substring(0, slash).strip();
        String rest = slash < 0 ? "" : main.substring(slash + 1).strip();
        String subtype = leadingToken(rest);
        if (!ParameterReader.isToken(type) || subtype.isEmpty()) {
            return new ContentType("text", "plain", values, false);
        }
        boolean plain = subtype.equals(rest) && boundaryIsPlain(parameters);
        return new ContentType(type, subtype, values, plain);
    }

    /**
     * Type and subtype with the slash between them.
     *
     * @return such as {@code multipart/signed}
     */
    public String mimeType() {
        return type + "/" + subtype;
    }

    /**
     * Whether this is a given type.
     *
     * @param mimeType type and subtype in any case
     * @return true if so
     */
    public boolean is(String mimeType) {
        return mimeType().equalsIgnoreCase(mimeType);
    }

    /**
     * Whether this is any {@code multipart} type.
     *
     * @return true if so
     */
    public boolean isMultipart() {
        return type.equals("multipart");
    }

    /**
     * The value of a parameter.
     *
     * @param name in any case
     * @return the value, decoded and without its quotes
     */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The boundary as written, even with white space at its end, which it can't have (RFC 2046
     * §5.1.1); the type is then not well formed.
     *
     * @return the boundary, or empty if there is none
     */
    public Optional<String> boundary() {
        return parameter(BOUNDARY).filter(value -> !value.isBlank());
    }

    private static String leadingToken(String text) {
        int end = 0;
        while (end < text.length() && ParameterReader.isToken(text.substring(end, end + 1))) {
            end++;
        }
        return text.substring(0, end);
    }

    private static boolean boundaryIsPlain(List<Parameter> parameters) {
        List<Parameter> boundaries =
                parameters.stream().filter(p -> p.name().startsWith(BOUNDARY)).toList();
        return boundaries.isEmpty() || (boundaries.size() == 1 && isPlain(boundaries.get(0)));
    }

    private static boolean isPlain(Parameter parameter) {
        return parameter.name().equals(BOUNDARY)
                && parameter.plain()
                && parameter.value().chars().allMatch(ContentType::mayStandInBoundary)
                && !parameter.value().endsWith(" ");
    }

    /** RFC 2046 §5.1.1's bchars, and the other printable characters that no reader stumbles on. */
    private static boolean mayStandInBoundary(int c) {
        return c >= ' ' && c < 127 && c != '\\' && c != '"';
    }
}
