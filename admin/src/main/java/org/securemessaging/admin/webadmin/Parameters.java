package org.securemessaging.admin.webadmin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.securemessaging.admin.engine.InstantText;
import spark.Request;

/** The query of a request. What is misspelt is refused, not passed over. Not thread safe. */
final class Parameters {
    // Longer than any address, Message-ID or reason; it is kept in the audit log for good.
    private static final int LONGEST = 1000;

    private final Request request;

    private Parameters(Request request) {
        this.request = request;
    }

    /**
     * The query.
     *
     * @param request the request; ended with 400 if it has others than the known
     * @param known the parameters' names
     */
    static Parameters of(Request request, String... known) {
        for (String name : request.queryParams()) {
            if (!List.of(known).contains(name)) {
                throw Refusal.invalid(
                        "Unknown parameter '%s'; accepted: %s"
                                .formatted(shortened(name), String.join(", ", known)));
            }
        }
        return new Parameters(request);
    }

    /** A parameter's value; empty if it is not there. */
    Optional<String> text(String name) {
        String[] values = request.queryParamsValues(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.length > 1) {
            throw Refusal.invalid("'" + name + "' is given more than once");
        }
        requireShort(name, values[0]);
        return Optional.of(values[0]);
    }

    /** A parameter's value, which must say something. */
    String required(String name, String accepted) {
        return text(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> Refusal.invalid("'" + name + "' is missing: " + accepted));
    }

    /** A point in time. */
    Optional<Instant> instant(String name) {
        try {
            return text(name).map(InstantText::parse);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("'" + name + "': " + e.getMessage());
        }
    }

    /** A whole number. */
    int number(String name, int otherwise, int least, int most) {
        try {
            int number = text(name).map(Integer::parseInt).orElse(otherwise);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Refusal.invalid("'%s' takes a number from %d to %d".formatted(name, least, most));
    }

    /** Whether a parameter is there, with no value or with {@code true}. */
    boolean flag(String name) {
        String value = text(name).orElse("false");
        return switch (value) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw Refusal.invalid("'" + name + "' takes true or false");
        };
    }

    /** All values of a parameter that may be repeated. */
    Set<String> all(String name, int most) {
        String[] values = request.queryParamsValues(name);
        if (values == null) {
            return Set.of();
        }
        if (values.length > most) {
            throw Refusal.invalid("'%s' is given more than %d times".formatted(name, most));
        }
        return new TreeSet<>(List.of(values));
    }

    private static void requireShort(String name, String value) {
        if (value.length() > LONGEST) {
            throw Refusal.invalid("'%s' is longer than %d characters".formatted(name, LONGEST));
        }
    }

    private static String shortened(String name) {
        return name.length() > 100 ? name.substring(0, 100) + "…" : name;
    }
}
