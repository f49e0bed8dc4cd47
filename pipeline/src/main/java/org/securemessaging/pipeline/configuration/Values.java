package org.securemessaging.pipeline.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of values that several sections have, each with the words for what is accepted. */
final class Values {
    private Values() {}

    static boolean truth(ConfigurationElement element, String name, boolean byDefault) {
        return element.value(name, "true or false", Values::truth).orElse(byDefault);
    }

    static Duration duration(ConfigurationElement element, String name, Duration byDefault) {
        return element.value(name, Quantity.DURATIONS, Values::positiveDuration).orElse(byDefault);
    }

    /** A length of time that may be zero. */
    static Duration anyDuration(ConfigurationElement element, String name, Duration byDefault) {
        return element.value(name, Quantity.DURATIONS, Quantity::duration).orElse(byDefault);
    }

    static long size(ConfigurationElement element, String name, long byDefault) {
        return element.value(name, Quantity.SIZES, Values::positiveSize).orElse(byDefault);
    }

    /** A size of something that stands in an array. */
    static int arraySize(ConfigurationElement element, String name, int byDefault) {
        return element.value(name, Quantity.SIZES + ", below 2GB", Values::positiveSize)
                .map(size -> inArray(element, name, size))
                .orElse(byDefault);
    }

    static int number(ConfigurationElement element, String name, int byDefault) {
        return element.value(name, "a whole number above 0", Values::positive).orElse(byDefault);
    }

    static <E extends Enum<E>> E word(
            ConfigurationElement element, String name, E[] words, E byDefault) {
        return word(element, name, words).orElse(byDefault);
    }

    static <E extends Enum<E>> Optional<E> word(
            ConfigurationElement element, String name, E[] words) {
        String accepted = Arrays.stream(words).map(Values::word).collect(Collectors.joining(", "));
        return element.value(name, accepted, text -> ofWord(words, text));
    }

    /** A constant as it is written in the file: lower case with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E ofWord(E[] words, String text) {
        return Arrays.stream(words)
                .filter(word -> word(word).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown word"));
    }

    static URI webAddress(String text) {
        URI address = URI.create(text);
        if (address.getHost() == null
                || !(address.getScheme().equals("http") || address.getScheme().equals("https"))) {
            throw new IllegalArgumentException("no address on the web");
        }
        return address;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("not above 0");
        }
        return number;
    }

    private static Duration positiveDuration(String text) {
        Duration duration = Quantity.duration(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("zero");
        }
        return duration;
    }

    private static long positiveSize(String text) {
        long size = Quantity.size(text);
        if (size == 0) {
            throw new IllegalArgumentException("zero");
        }
        return size;
    }

    private static int inArray(ConfigurationElement element, String name, long size) {
        // Sixteen less than the largest array, as core's limits have it.
        if (size > Integer.MAX_VALUE - 16) {
            throw element.refusal(name, size, "below 2GB");
        }
        return (int) size;
    }
}
