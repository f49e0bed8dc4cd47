package org.securemessaging.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import org.securemessaging.certificate.WatchedFiles;
import org.securemessaging.cms.CertifiedKey;

/**
 * Keys in PKCS#12 and PEM files ({@link KeyFileReader}), followed as the files change. A file that
 * can't be read is reported, and the others go on. Thread safe.
 *
 * <p>A private key is read from its file when it is used, and forgotten a few minutes after its
 * last use: what lies in memory is what is being used.
 */
public final class KeyFolder implements KeySource {
    // A change is seen within two seconds, at the cost of one look at the folder per two seconds.
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    // Mails of one user come in bursts, and deriving a key from a password takes milliseconds.
    private static final Duration KEYS_HOLD = Duration.ofMinutes(5);

    /** At some kilobytes each this is far below what a server's heap has. */
    private static final int MOST_HELD = 1000;

    private final WatchedFiles<KeyFolderContents> files;

    /**
     * Reads the files for the first time.
     *
     * @param paths files and folders; of folders the files directly in them, but those whose name
     *     starts with a dot or ends with {@value KeyPasswords#SUFFIX}
     * @param reader reads them
     * @param passwords their passwords
     * @param bouncyCastle an instance of Bouncy Castle's provider
     */
    public KeyFolder(
            List<Path> paths, KeyFileReader reader, KeyPasswords passwords, Provider bouncyCastle) {
        this(paths, reader, passwords, bouncyCastle, CHECK_EVERY);
    }

    KeyFolder(
            List<Path> paths,
            KeyFileReader reader,
            KeyPasswords passwords,
            Provider bouncyCastle,
            Duration checkEvery) {
        Cache<StoredKey, CertifiedKey> open =
                Caffeine.newBuilder()
                        .expireAfterAccess(KEYS_HOLD)
                        .maximumSize(MOST_HELD)
                        .weakKeys()
                        .build();
        KeyFile.Opening opening =
                new KeyFile.Opening(reader, passwords, new PrivateKeys(bouncyCastle), open);
        this.files = new WatchedFiles<>(paths, new KeyFolderLoad(opening)::load, checkEvery);
    }

    @Override
    public List<StoredKey> keys() {
        return files.get().value().keys();
    }

    @Override
    public List<VaultProblem> problems() {
        return files.get().value().problems().stream().map(VaultProblem::unreadable).toList();
    }
}
