package org.securemessaging.trust.list;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a certificate is used for: an object identifier of RFC 5280 §4.2.1.12. Immutable and thread
 * safe.
 *
 * @param oid the dotted object identifier
 */
public record Purpose(String oid) {
    // The longest registered one has about 40 characters.
    private static final int MAXIMUM_LENGTH = 128;
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");

    /** The protection of mail, the only purpose this engine judges. */
    public static final Purpose EMAIL = new Purpose("1.3.6.1.5.5.7.3.4");

    private static final Map<String, Purpose> NAMED = named();

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if it is no dotted object identifier
     */
    public Purpose {
        if (oid.length() > MAXIMUM_LENGTH || !OID.matcher(oid).matches()) {
            throw new IllegalArgumentException("not an object identifier: " + oid);
        }
    }

    /**
     * Reads a purpose as it is written in a trust list.
     *
     * @param text one of {@code email}, {@code server}, {@code client}, {@code code}, {@code
     *     timestamp}, {@code ocsp}, or a dotted object identifier
     * @return the purpose, or empty if it is none of these
     */
    public static Optional<Purpose> parse(String text) {
        if (NAMED.containsKey(text)) {
            return Optional.of(NAMED.get(text));
        }
        return text.length() <= MAXIMUM_LENGTH && OID.matcher(text).matches()
                ? Optional.of(new Purpose(text))
                : Optional.empty();
    }

    /** The name if it has one, else the object identifier; what {@link #parse} reads. */
    @Override
    public String toString() {
        return NAMED.entrySet().stream()
                .filter(entry -> entry.getValue().oid().equals(oid))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(oid);
    }

    private static Map<String, Purpose> named() {
        Map<String, Purpose> named = new LinkedHashMap<>();
        named.put("email", EMAIL);
        named.put("server", new Purpose("1.3.6.1.5.5.7.3.1"));
        named.put("client", new Purpose("1.3.6.1.5.5.7.3.2"));
        named.put("code", new Purpose("1.3.6.1.5.5.7.3.3"));
        named.put("timestamp", new Purpose("1.3.6.1.5.5.7.3.8"));
        named.put("ocsp", new Purpose("1.3.6.1.5.5.7.3.9"));
        return named;
    }
}
