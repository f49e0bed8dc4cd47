package org.securemessaging.admin.sign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.keys.KeyFileReader;
import org.securemessaging.keys.KeyFolder;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyPurpose;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.StoredKey;

/** A key file that is named on the command line. */
final class SigningKeys {
    private final Path file;
    private final Optional<String> passwordVariable;

    /**
     * A key file.
     *
     * @param file PKCS#12 or PEM
     * @param passwordVariable the variable of the environment that holds its password
     */
    SigningKeys(Path file, Optional<String> passwordVariable) {
        this.file = file;
        this.passwordVariable = passwordVariable;
    }

    /**
     * The key to sign with: the newest in the file whose certificate is valid and allows it.
     *
     * @param clock says what is valid
     * @return the identity
     * @throws UnusableArgumentException if there is none, with the reason
     */
    SigningIdentity identity(Clock clock) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UnusableArgumentException("--key " + file + ": no file that can be read");
        }
        KeyVault vault = vault();
        List<StoredKey> usable = vault.all().stream().filter(key -> usable(key, clock)).toList();
        if (usable.isEmpty()) {
            throw new UnusableArgumentException(
                    vault.health().isGood()
                            ? "--key "
                                    + file
                                    + ": no key in it whose certificate is valid and"
                                    + " allows signing"
                            : "--key " + String.join("; ", vault.health().sentences()));
        }
        return SigningIdentity.of(usable.get(0).open());
    }

    private KeyVault vault() {
        BouncyCastleProvider bouncyCastle = new BouncyCastleProvider();
        KeyPasswords passwords =
                passwordVariable
                        .map(name -> KeyPasswords.from(() -> password(name)))
                        .orElseGet(KeyPasswords::none);
        return new KeyVault(
                List.of(
                        new KeyFolder(
                                List.of(file),
                                new KeyFileReader(bouncyCastle, true),
                                passwords,
                                bouncyCastle)));
    }

    private static Optional<char[]> password(String variable) {
        return Optional.ofNullable(System.getenv(variable)).map(String::toCharArray);
    }

    private static boolean usable(StoredKey key, Clock clock) {
        return key.purposes().contains(KeyPurpose.SIGN)
                && key.certificate().holder().isValidOn(Date.from(clock.instant()));
    }
}
