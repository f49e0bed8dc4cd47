package org.securemessaging.keys;

import com.github.benmanes.caffeine.cache.Cache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;

/** One file with keys. Thread safe. */
final class KeyFile {
    /**
     * How files are opened.
     *
     * @param reader reads them
     * @param passwords their passwords
     * @param keys makes keys of what is in them
     * @param open the keys in use
     */
    record Opening(
            KeyFileReader reader,
            KeyPasswords passwords,
            PrivateKeys keys,
            Cache<StoredKey, CertifiedKey> open) {}

    private final Path path;
    private final Opening opening;

    KeyFile(Path path, Opening opening) {
        this.path = path;
        this.opening = opening;
    }

    /** Its keys, with the private ones forgotten again. */
    KeyFolderContents contents() {
        try {
            KeyMaterial material = read();
            List<StoredKey> keys = new ArrayList<>();
            for (KeyMaterial.Pair pair : material.pairs()) {
                keys.add(new Entry(pair.certificate(), pair.chain()));
            }
            return new KeyFolderContents(keys, problems(material));
        } catch (IOException e) {
            return new KeyFolderContents(List.of(), List.of(path + ": can't be read: " + e));
        } catch (KeyFileException e) {
            return new KeyFolderContents(List.of(), List.of(path + ": " + e.getMessage()));
        }
    }

    private List<String> problems(KeyMaterial material) {
        if (material.keys().isEmpty()) {
            return List.of(path + ": holds no private key");
        }
        long unpaired = material.unpaired();
        return unpaired == 0
                ? List.of()
                : List.of(
                        "%s: %d of %d private keys have no certificate in the file"
                                .formatted(path, unpaired, material.keys().size()));
    }

    private KeyMaterial read() throws IOException {
        return opening.reader().read(path, opening.passwords());
    }

    private final class Entry implements StoredKey {
        private final Certificate certificate;
        private final List<Certificate> chain;
        private final Set<KeyPurpose> purposes;

        Entry(Certificate certificate, List<Certificate> chain) {
            this.certificate = certificate;
            this.chain = chain;
            this.purposes = KeyPurpose.of(certificate);
        }

        @Override
        public Certificate certificate() {
            return certificate;
        }

        @Override
        public List<Certificate> chain() {
            return chain;
        }

        @Override
        public Set<KeyPurpose> purposes() {
            return purposes;
        }

        @Override
        public String origin() {
            return path.toString();
        }

        @Override
        public CertifiedKey open() {
            return opening.open().get(this, entry -> load());
        }

        private CertifiedKey load() {
            try {
                return read().pairs().stream()
                        .filter(pair -> pair.certificate().equals(certificate))
                        .findFirst()
                        .map(
                                pair ->
                                        new CertifiedKey(
                                                opening.keys().of(pair.key()),
                                                Optional.empty(),
                                                certificate,
                                                chain))
                        .orElseThrow(() -> gone(new KeyFileException("the key is gone")));
            } catch (IOException | KeyFileException e) {
                throw gone(e);
            }
        }

        private VaultUnavailableException gone(Exception cause) {
            return new VaultUnavailableException(
                    path + ": a key that was there can't be read now", cause);
        }
    }
}
