package org.securemessaging.mailets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetException;
import org.securemessaging.pipeline.configuration.Quantity;

/**
 * The parameters of one {@code <mailet>} element. Whatever can't be understood stops the start with
 * a sentence that names the mailet, the parameter, the value and what is accepted. Thread safe.
 */
final class Parameters {
    /** What James itself reads from the element. */
    private static final Set<String> OF_JAMES = Set.of("onMailetException", "onMatchException");

    private final String mailet;
    private final MailetConfig config;

    /**
     * Takes the parameters, of which there may be no others.
     *
     * @param mailet the mailet's name, as administrators know it
     * @param config what James read
     * @param accepted the names of all parameters
     * @throws MessagingException if there is another one
     */
    Parameters(String mailet, MailetConfig config, Set<String> accepted) throws MessagingException {
        this.mailet = mailet;
        this.config = config;
        List<String> given = new ArrayList<>();
        config.getInitParameterNames().forEachRemaining(given::add);
        for (String name : given) {
            if (!accepted.contains(name) && !OF_JAMES.contains(name)) {
                throw new MailetException(
                        "%s: there is no parameter %s; accepted are %s"
                                .formatted(mailet, name, listed(accepted)));
            }
        }
    }

    /** A text, without white space around it; empty if it is not given or blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(config.getInitParameter(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** A value of a known form, or empty if it is not given. */
    <T> Optional<T> value(String name, String accepted, Function<String, Optional<T>> reader)
            throws MessagingException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = reader.apply(text.get());
        if (value.isEmpty()) {
            throw new MailetException(
                    "%s: %s is \"%s\"; accepted is %s"
                            .formatted(mailet, name, text.get(), accepted));
        }
        return value;
    }

    /** Values of a known form, with commas between them. */
    <T> List<T> values(String name, String accepted, Function<String, Optional<T>> reader)
            throws MessagingException {
        Function<String, Optional<List<T>>> each = text -> all(text, reader);
        return value(name, accepted, each).orElse(List.of());
    }

    /** A truth, by default as given. */
    boolean truth(String name, boolean byDefault) throws MessagingException {
        return optionalTruth(name).orElse(byDefault);
    }

    /** A truth, or empty if it is not given. */
    Optional<Boolean> optionalTruth(String name) throws MessagingException {
        return value(
                name,
                "true or false",
                text ->
                        text.equals("true") || text.equals("false")
                                ? Optional.of(text.equals("true"))
                                : Optional.empty());
    }

    /** A length of time above zero, or empty if it is not given. */
    Optional<Duration> duration(String name) throws MessagingException {
        return value(name, Quantity.DURATIONS, Parameters::positive);
    }

    /** A constant, written in lower case with hyphens. */
    <E extends Enum<E>> Optional<E> word(String name, E[] words) throws MessagingException {
        return value(name, words(words), text -> ofWord(text, words));
    }

    /** Constants, with commas between them. */
    <E extends Enum<E>> List<E> words(String name, E[] words) throws MessagingException {
        return values(name, "one or more of " + words(words), (String text) -> ofWord(text, words));
    }

    private static Optional<Duration> positive(String text) {
        try {
            return Optional.of(Quantity.duration(text)).filter(duration -> !duration.isZero());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<List<T>> all(String text, Function<String, Optional<T>> reader) {
        List<String> items = Stream.of(text.split(",", -1)).map(String::strip).toList();
        List<T> values = items.stream().flatMap(item -> reader.apply(item).stream()).toList();
        return values.size() == items.size() ? Optional.of(values) : Optional.empty();
    }

    private static <E extends Enum<E>> Optional<E> ofWord(String text, E[] words) {
        return Stream.of(words).filter(word -> word(word).equals(text)).findFirst();
    }

    private static String words(Enum<?>[] words) {
        return Stream.of(words).map(Parameters::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String listed(Collection<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names));
    }
}
