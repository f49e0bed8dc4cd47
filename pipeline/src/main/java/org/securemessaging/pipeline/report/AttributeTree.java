package org.securemessaging.pipeline.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mailet.AttributeValue;

/** Strings, booleans, octets, lists and maps as James's attribute values, and back. */
final class AttributeTree {
    private AttributeTree() {}

    static AttributeValue<?> value(Object plain) {
        if (plain instanceof Boolean truth) {
            return AttributeValue.of(truth);
        }
        if (plain instanceof byte[] octets) {
            return AttributeValue.of(octets);
        }
        if (plain instanceof Collection<?> list) {
            Collection<AttributeValue<?>> values =
                    list.stream().<AttributeValue<?>>map(AttributeTree::value).toList();
            return AttributeValue.of(values);
        }
        if (plain instanceof Map<?, ?> map) {
            Map<String, AttributeValue<?>> values = new LinkedHashMap<>();
            map.forEach((key, child) -> values.put(key.toString(), value(child)));
            return AttributeValue.of(values);
        }
        return AttributeValue.of(plain.toString());
    }

    static Object plain(Object value) {
        if (value instanceof AttributeValue<?> attribute) {
            return plain(attribute.value());
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(AttributeTree::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, child) -> plain.put(key.toString(), plain(child)));
            return plain;
        }
        return value;
    }

    /** A child that is a string. */
    static Optional<String> text(Object map, String key) {
        return child(map, key).filter(String.class::isInstance).map(String.class::cast);
    }

    /** A child that is a boolean; false if it is not there. */
    static boolean truth(Object map, String key) {
        return child(map, key).filter(Boolean.TRUE::equals).isPresent();
    }

    /** A child that is a list; empty if it is not there. */
    static List<?> list(Object map, String key) {
        return list(child(map, key).orElse(List.of()));
    }

    static List<?> list(Object plain) {
        return plain instanceof List<?> list ? list : List.of();
    }

    /** The strings of a list. */
    static List<String> texts(List<?> list) {
        return list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }

    static Optional<Object> child(Object map, String key) {
        return map instanceof Map<?, ?> children
                ? Optional.ofNullable(children.get(key))
                : Optional.empty();
    }
}
