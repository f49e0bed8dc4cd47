package org.securemessaging.server.mail;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server's own Authentication-Results field says of S/MIME (RFC 8601, RFC 7281).
 *
 * @param result the word behind {@code smime=}
 * @param reasons the reason codes, empty if there are none
 */
public record Stamp(String result, List<String> reasons) {
    private static final Pattern SMIME =
            Pattern.compile(";\\s*smime=([a-z]+)(?:\\s+reason=\"?([a-z,-]+)\"?)?");

    /** Copies the reasons. */
    public Stamp {
        reasons = List.copyOf(reasons);
    }

    /**
     * Finds the stamps of one server.
     *
     * @param message the message
     * @param authservId the server's name in the field
     * @return one for each of its fields; exactly one in a message it has handled
     */
    public static List<Stamp> find(RawMessage message, String authservId) {
        return message.values("Authentication-Results").stream()
                .filter(value -> value.split("[ ;]", 2)[0].equalsIgnoreCase(authservId))
                .map(Stamp::read)
                .toList();
    }

    private static Stamp read(String value) {
        Matcher matcher = SMIME.matcher(value);
        if (!matcher.find()) {
            return new Stamp("absent", List.of());
        }
        String reasons = matcher.group(2);
        return new Stamp(
                matcher.group(1), reasons == null ? List.of() : Arrays.asList(reasons.split(",")));
    }

    /**
     * The stamp in words.
     *
     * @return such as {@code fail (revoked)}
     */
    @Override
    public String toString() {
        return reasons.isEmpty() ? result : result + " (" + String.join(", ", reasons) + ")";
    }
}
