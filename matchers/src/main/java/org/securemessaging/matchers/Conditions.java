package org.securemessaging.matchers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.mailet.MailetException;

/** Reads conditions, and says what is accepted. Stateless. */
final class Conditions {
    private Conditions() {}

    /** The items of a condition, of which there must be one at least. */
    static List<String> items(String matcher, String condition, String separator, String accepted)
            throws MailetException {
        List<String> items =
                Arrays.stream(
                                Optional.ofNullable(condition)
                                        .orElse("")
                                        .split(Pattern.quote(separator), -1))
                        .map(String::strip)
                        .collect(Collectors.toList());
        if (items.contains("")) {
            throw refusal(matcher, condition, accepted);
        }
        return items;
    }

    /** Refuses a condition for a matcher that has none. */
    static void refuse(String matcher, String condition) throws MailetException {
        if (condition != null && !condition.isBlank()) {
            throw refusal(matcher, condition, "no condition");
        }
    }

    static MailetException refusal(String matcher, String condition, String accepted) {
        return new MailetException(
                "%s: the condition is \"%s\"; accepted is %s"
                        .formatted(matcher, condition == null ? "" : condition, accepted));
    }
}
