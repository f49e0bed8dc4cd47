package org.securemessaging.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.securemessaging.cms.decrypt.RecipientId;

/**
 * What opens mail without a certificate: key-encryption keys that both sides have (RFC 5652 §6.2.3)
 * and passwords (§6.2.4). Thread safe.
 */
public final class SharedSecrets {
    private static final HexFormat HEX = HexFormat.of();

    private final Function<String, Optional<byte[]>> keys;
    private final Supplier<List<char[]>> passwords;

    private SharedSecrets(
            Function<String, Optional<byte[]>> keys, Supplier<List<char[]>> passwords) {
        this.keys = keys;
        this.passwords = passwords;
    }

    /**
     * None.
     *
     * @return no keys and no passwords
     */
    public static SharedSecrets none() {
        return new SharedSecrets(id -> Optional.empty(), List::of);
    }

    /**
     * Key-encryption keys in a file, read anew each time: a line each with the key's identifier, a
     * colon and the key, both in hexadecimal digits; {@code #} before a remark.
     *
     * @param file the file
     * @return the keys, and no passwords
     */
    public static SharedSecrets keysIn(Path file) {
        return new SharedSecrets(id -> find(file, id), List::of);
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
        return keys.apply(id.hex());
    }

    List<char[]> passwords() {
        return passwords.get();
    }

    private static Optional<byte[]> find(Path file, String id) {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                String[] words = line.replaceFirst("#.*", "").strip().split("\\s*:\\s*", -1);
                if (words.length == 2 && words[0].toLowerCase(Locale.ROOT).equals(id)) {
                    return Optional.of(HEX.parseHex(words[1]));
                }
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // The cause may quote the line, and so the key.
            throw new VaultUnavailableException(
                    file + ": the shared keys can't be read",
                    new IllegalArgumentException(e.getClass().getName()));
        }
    }
}
