package org.securemessaging.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.securemessaging.cms.decrypt.RecipientId;

/**
 * What opens mail without a certificate: keys that both sides have (RFC 5652 §6.2.3, §8) and
 * passwords (§6.2.4). Thread safe.
 */
public final class SharedSecrets {
    private static final HexFormat HEX = HexFormat.of();

    /** The keys whose name and digits are wanted. */
    @FunctionalInterface
    private interface Keys {
        Map<RecipientId.SharedKey, byte[]> find(BiPredicate<RecipientId.SharedKey, String> wanted);
    }

    private final Keys keys;
    private final Supplier<List<char[]>> passwords;

    private SharedSecrets(Keys keys, Supplier<List<char[]>> passwords) {
        this.keys = keys;
        this.passwords = passwords;
    }

    /**
     * None.
     *
     * @return no keys and no passwords
     */
    public static SharedSecrets none() {
        return new SharedSecrets(wanted -> Map.of(), List::of);
    }

    /**
     * Keys in a file, read anew each time: a line each with the key's identifier, a colon and the
     * key, both in hexadecimal digits; {@code #} before a remark.
     *
     * @param file the file
     * @return the keys, and no passwords
     */
    public static SharedSecrets keysIn(Path file) {
        return new SharedSecrets(wanted -> read(file, wanted), List::of);
    }

    /**
     * The same with passwords.
     *
     * @param added gives new arrays each time, which are overwritten after use
     * @return the secrets
     */
    public SharedSecrets withPasswords(Supplier<List<char[]>> added) {
        return new SharedSecrets(keys, added);
    }

    Optional<byte[]> sharedKey(RecipientId.SharedKey id) {
        return Optional.ofNullable(keys.find((name, digits) -> name.equals(id)).get(id));
    }

    /** Those that have as many octets, in the order of the file. */
    Map<RecipientId.SharedKey, byte[]> sharedKeys(int length) {
        return keys.find((name, digits) -> digits.length() == 2 * length);
    }

    List<char[]> passwords() {
        return passwords.get();
    }

    private static Map<RecipientId.SharedKey, byte[]> read(
            Path file, BiPredicate<RecipientId.SharedKey, String> wanted) {
        Map<RecipientId.SharedKey, byte[]> keys = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String[] words = line.replaceFirst("#.*", "").strip().split("\\s*:\\s*", -1);
                RecipientId.SharedKey name =
                        new RecipientId.SharedKey(words[0].toLowerCase(Locale.ROOT));
                if (words.length == 2 && wanted.test(name, words[1])) {
                    keys.putIfAbsent(name, HEX.parseHex(words[1]));
                }
            }
            return keys;
        } catch (IOException | IllegalArgumentException e) {
            // The cause may quote the line, and so the key.
            throw new VaultUnavailableException(
                    file + ": the shared keys can't be read",
                    new IllegalArgumentException(e.getClass().getName()));
        }
    }
}
