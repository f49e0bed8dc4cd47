package org.securemessaging.pipeline.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.cms.decrypt.OldCipher;

/**
 * Where private keys are ({@code <vault>}). The files are followed as they change; passwords and
 * PINs are read when they are used.
 *
 * @param keys files and folders with PKCS#12 and PEM files
 * @param keyPassword the password of key files that have none of their own
 * @param clearKeys whether private keys that are not encrypted are taken
 * @param tokens configuration files of SunPKCS11, one for each PKCS#11 token
 * @param tokenPin the PIN of the tokens
 * @param aliases the file that names further addresses and domains, if there is one
 * @param sharedKeys the file with key-encryption keys, if there is one
 * @param messagePassword a password that senders encrypt mail with, if that is read
 * @param oldCiphers the old ciphers that are read
 */
public record VaultSettings(
        List<Path> keys,
        SecretPlace keyPassword,
        boolean clearKeys,
        List<Path> tokens,
        SecretPlace tokenPin,
        Optional<Path> aliases,
        Optional<Path> sharedKeys,
        SecretPlace messagePassword,
        Set<OldCipher> oldCiphers) {
    private static final String OLD = "3DES, RC2, CAST5, DES";
    private static final String FILE = "an existing file, written as " + FileLocations.ACCEPTED;

    /** Copies the lists. */
    public VaultSettings {
        keys = List.copyOf(keys);
        tokens = List.copyOf(tokens);
        oldCiphers = Set.copyOf(oldCiphers);
    }

    /**
     * Whether no place with keys is named.
     *
     * @return true if there can't be a key
     */
    public boolean isEmpty() {
        return keys.isEmpty()
                && tokens.isEmpty()
                && sharedKeys.isEmpty()
                && messagePassword instanceof SecretPlace.Nowhere;
    }

    static VaultSettings read(ConfigurationElement element, FileLocations locations) {
        VaultSettings settings =
                new VaultSettings(
                        TrustSettings.existing(element, "keys", locations),
                        SecretPlace.read(element, "keyPassword", locations),
                        Values.truth(element, "clearKeys", false),
                        TrustSettings.existing(element, "token", locations),
                        SecretPlace.read(element, "tokenPin", locations),
                        file(element, "aliases", locations),
                        file(element, "sharedKeys", locations),
                        SecretPlace.read(element, "messagePassword", locations),
                        Set.copyOf(element.values("oldCipher", OLD, VaultSettings::oldCipher)));
        element.finish();
        return settings;
    }

    private static OldCipher oldCipher(String text) {
        return Arrays.stream(OldCipher.values())
                .filter(cipher -> cipher.title().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no old cipher"));
    }

    private static Optional<Path> file(
            ConfigurationElement element, String name, FileLocations locations) {
        Optional<Path> file = element.value(name, FILE, locations::locate);
        if (file.isPresent() && !Files.isRegularFile(file.get())) {
            throw element.refusal(name, file.get(), FILE);
        }
        return file;
    }
}
