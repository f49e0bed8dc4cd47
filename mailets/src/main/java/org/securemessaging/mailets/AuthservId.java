package org.securemessaging.mailets;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of the server that speaks in an Authentication-Results field (RFC 8601 §2.5), in the
 * form in which two are compared: in lower case, A-labels for U-labels, without a last dot.
 * Immutable and thread safe.
 *
 * @param name the name in that form
 */
record AuthservId(String name) {
    /** What is accepted in a parameter. */
    static final String ACCEPTED = "a host or domain name";

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?");

    /** The name that a text is. */
    static AuthservId of(String text) {
        String name = text.strip();
        return new AuthservId(
                ascii(name.endsWith(".") ? name.substring(0, name.length() - 1) : name));
    }

    /** A name for our own stamps, which stands in them without quotes. */
    static Optional<String> parse(String text) {
        return NAME.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /**
     * Reads the name in a field.
     *
     * @param body the field's unfolded body
     * @return the name, or empty if the field does not start as RFC 8601 §2.2 says: the name, a
     *     version perhaps, and a semicolon or the end
     */
    static Optional<AuthservId> read(String body) {
        FieldScanner scanner = new FieldScanner(body);
        Optional<String> name = scanner.skipped() ? scanner.value() : Optional.empty();
        if (name.isEmpty() || !scanner.skipped()) {
            return Optional.empty();
        }
        scanner.digits();
        return scanner.skipped() && scanner.atEndOf(';')
                ? name.map(AuthservId::of)
                : Optional.empty();
    }

    private static String ascii(String name) {
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return name.toLowerCase(Locale.ROOT); // No host name; then compared as it is.
        }
    }
}
