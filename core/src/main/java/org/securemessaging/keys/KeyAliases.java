package org.securemessaging.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.certificate.WatchedFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For which further addresses, and for which domains, a key is used. Thread safe.
 *
 * <p>A text file, one line each, {@code #} before a remark:
 *
 * <pre>{@code
 * sales@example.org:  alice@example.org
 * @example.org:       gateway@example.org
 * @example.net:       5f0a...(64 hexadecimal digits)
 * }</pre>
 *
 * <p>On the left an address, or {@code @} and a domain whose domain key it is; on the right an
 * address in the key's certificate, or the certificate's SHA-256 thumbprint. The left may stand more
 * than once.
 */
public final class KeyAliases {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeyAliases.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);
    private static final String THUMBPRINT = "[0-9a-f]{64}";

    /** Which keys a line means. */
    sealed interface Target {
        /** Those whose certificate holds an address. */
        record Address(MailAddress address) implements Target {}

        /** The one with this SHA-256. */
        record Thumbprint(String sha256) implements Target {}
    }

    private record Lines(
            Map<MailAddress, List<Target>> addresses,
            Map<String, List<Target>> domains,
            List<String> problems) {}

    private final Supplier<Lines> lines;

    private KeyAliases(Supplier<Lines> lines) {
        this.lines = lines;
    }

    /**
     * No aliases.
     *
     * @return an empty set
     */
    public static KeyAliases none() {
        Lines empty = new Lines(Map.of(), Map.of(), List.of());
        return new KeyAliases(() -> empty);
    }

    /**
     * The aliases in a file, followed as it changes. A malformed line is reported, and the others
     * hold.
     *
     * @param file the file
     * @return the aliases
     */
    public static KeyAliases read(Path file) {
        WatchedFiles<Lines> watched =
                new WatchedFiles<>(List.of(file), paths -> parse(file), CHECK_EVERY);
        return new KeyAliases(() -> watched.get().value());
    }

    List<Target> of(MailAddress address) {
        return lines.get().addresses().getOrDefault(address, List.of());
    }

    List<Target> ofDomain(String domain) {
        return lines.get().domains().getOrDefault(domain, List.of());
    }

    /** The domains that the file names a key for. */
    List<String> domains() {
        return List.copyOf(lines.get().domains().keySet());
    }

    /**
     * What could not be read at the last look.
     *
     * @return one sentence for each
     */
    public List<String> problems() {
        return lines.get().problems();
    }

    private static Lines parse(Path file) {
        Lines lines = new Lines(new HashMap<>(), new HashMap<>(), new ArrayList<>());
        try {
            List<String> texts = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i).replaceFirst("#.*", "").strip();
                if (!text.isEmpty() && !add(text, lines)) {
                    lines.problems()
                            .add("%s: line %d is no alias: %s".formatted(file, i + 1, text));
                }
            }
        } catch (IOException e) {
            lines.problems().add(file + ": can't be read: " + e);
        }
        lines.problems().forEach(problem -> LOGGER.warn("{}", problem));
        return lines;
    }

    private static boolean add(String text, Lines lines) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return false;
        }
        String alias = text.substring(0, colon).strip();
        Optional<Target> target = target(text.substring(colon + 1).strip());
        // A domain gets the form in which addresses are compared from an address in it.
        Optional<MailAddress> address =
                MailAddress.parse(alias.startsWith("@") ? "any" + alias : alias);
        if (target.isEmpty() || address.isEmpty()) {
            return false;
        }
        if (alias.startsWith("@")) {
            put(lines.domains(), address.get().domain(), target.get());
        } else {
            put(lines.addresses(), address.get(), target.get());
        }
        return true;
    }

    private static Optional<Target> target(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.matches(THUMBPRINT)
                ? Optional.of(new Target.Thumbprint(lower))
                : MailAddress.parse(text).map(Target.Address::new);
    }

    private static <K> void put(Map<K, List<Target>> map, K key, Target target) {
        map.computeIfAbsent(key, any -> new ArrayList<>()).add(target);
    }
}
