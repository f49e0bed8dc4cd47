package org.securemessaging.admin.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.admin.engine.OptionFiles;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.VaultAssembly;
import picocli.CommandLine.Option;

/** Which keys are meant. */
final class VaultOptions {
    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description = "James's configuration folder: the vault of its securemessaging.xml.")
    private Path configurationFolder;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The keys in this file instead: PKCS#12 or PEM.")
    private Path keyFile;

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            description = "The variable of the environment that holds the key file's password.")
    private String passwordVariable;

    /** The configuration, or the defaults where a key file alone is named. */
    SecureMessagingConfiguration configuration() {
        if (configurationFolder != null) {
            return ConfigurationFolder.load(
                    OptionFiles.configurationFolder("--conf", configurationFolder));
        }
        if (keyFile == null) {
            throw new UnusableArgumentException("name keys: --conf DIR, or --key FILE");
        }
        return SecureMessagingConfiguration.defaults();
    }

    /** The keys. */
    KeyVault vault(SecureMessagingConfiguration configuration) {
        if (keyFile == null) {
            return VaultAssembly.of(configuration.vault());
        }
        if (!Files.isReadable(keyFile) || Files.isDirectory(keyFile)) {
            throw new UnusableArgumentException("--key " + keyFile + ": no file that can be read");
        }
        BouncyCastleProvider bouncyCastle = new BouncyCastleProvider();
        KeyPasswords passwords =
                passwordVariable == null
                        ? KeyPasswords.none()
                        : KeyPasswords.from(
                                () ->
                                        Optional.ofNullable(System.getenv(passwordVariable))
                                                .map(String::toCharArray));
        KeyVault vault =
                new KeyVault(
                        List.of(
                                new KeyFolder(
                                        List.of(keyFile),
                                        new KeyFileReader(bouncyCastle, true),
                                        passwords,
                                        bouncyCastle)));
        if (!vault.health().isGood()) {
            throw new UnusableArgumentException("--key " + vault.health().sentences().get(0));
        }
        return vault;
    }
}
