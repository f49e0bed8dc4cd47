package org.securemessaging.pipeline.engine;

import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.keys.KeyAliases;
import org.securemessaging.keys.KeyFileException;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeySource;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.SharedSecrets;
import org.securemessaging.keys.Token;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.pipeline.configuration.SecretPlace;
import org.securemessaging.pipeline.configuration.VaultSettings;

/** Puts a vault together as a configuration says. */
public final class VaultAssembly {
    private VaultAssembly() {}

    /**
     * The vault. Reads the key files, and logs what it can't read; tokens are asked when the first
     * key is.
     *
     * @param settings where private keys are
     * @return the vault
     */
    public static KeyVault of(VaultSettings settings) {
        Provider bouncyCastle = new BouncyCastleProvider();
        List<KeySource> sources = new ArrayList<>();
        if (!settings.keys().isEmpty()) {
            sources.add(
                    new KeyFolder(
                            settings.keys(),
                            new KeyFileReader(bouncyCastle, settings.clearKeys()),
                            passwords(settings.keyPassword()),
                            bouncyCastle));
        }
        for (Path token : settings.tokens()) {
            sources.add(new Token(token, passwords(settings.tokenPin())::common));
        }
        return new KeyVault(
                sources,
                settings.aliases().map(KeyAliases::read).orElseGet(KeyAliases::none),
                secrets(settings));
    }

    private static SharedSecrets secrets(VaultSettings settings) {
        SharedSecrets keys =
                settings.sharedKeys().map(SharedSecrets::keysIn).orElseGet(SharedSecrets::none);
        KeyPasswords passwords = passwords(settings.messagePassword());
        return keys.withPasswords(
                () -> {
                    try {
                        return passwords.common().stream().toList();
                    } catch (KeyFileException e) {
                        throw new VaultUnavailableException(e.getMessage(), e);
                    }
                });
    }

    /**
     * Passwords as a configuration names them.
     *
     * @param place where they are
     * @return the passwords
     */
    public static KeyPasswords passwords(SecretPlace place) {
        if (place instanceof SecretPlace.InFile file) {
            return KeyPasswords.file(file.path());
        } else if (place instanceof SecretPlace.InEnvironment variable) {
            return KeyPasswords.from(
                    () ->
                            Optional.ofNullable(System.getenv(variable.name()))
                                    .map(String::toCharArray));
        }
        return KeyPasswords.none();
    }
}
