package org.securemessaging.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.cms.CertifiedKey;

/**
 * One look into a PKCS#11 token with the JDK's SunPKCS11. The private keys never leave the token:
 * what is had of them are handles, which only the token's provider can use.
 */
final class TokenKeys {
    private TokenKeys() {}

    /**
     * Loads the token's driver, as a configuration file in SunPKCS11's own form says.
     *
     * @throws VaultUnavailableException if there is no such token now
     */
    static Provider provider(Path configuration) {
        Provider unconfigured = Security.getProvider("SunPKCS11");
        if (unconfigured == null) {
            throw new IllegalStateException("this Java platform has no SunPKCS11");
        }
        try {
            // An instance of ours, which is not registered in the JVM.
            return unconfigured.configure(configuration.toString());
        } catch (InvalidParameterException | ProviderException | UnsupportedOperationException e) {
            throw new VaultUnavailableException(configuration + ": no token can be used", e);
        }
    }

    /**
     * Logs in and lists the keys that have a certificate in the token.
     *
     * @throws VaultUnavailableException if the token is gone or refuses the PIN
     */
    static List<StoredKey> list(Provider provider, Optional<char[]> pin) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin.orElse(null));
            List<StoredKey> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    key(store, alias, provider).ifPresent(keys::add);
                }
            }
            return List.copyOf(keys);
        } catch (GeneralSecurityException | IOException | ProviderException e) {
            throw new VaultUnavailableException(
                    provider.getName() + ": the token can't be read now", e);
        } finally {
            pin.ifPresent(secret -> Arrays.fill(secret, '\0'));
        }
    }

    private static Optional<StoredKey> key(KeyStore store, String alias, Provider provider)
            throws GeneralSecurityException {
        Key key = store.getKey(alias, null);
        java.security.cert.Certificate[] path = store.getCertificateChain(alias);
        if (!(key instanceof PrivateKey handle) || path == null || path.length == 0) {
            return Optional.empty();
        }
        try {
            List<Certificate> certificates = new ArrayList<>();
            for (java.security.cert.Certificate certificate : path) {
                certificates.add(Certificate.parse(certificate.getEncoded()));
            }
            return Optional.of(
                    new Entry(
                            new CertifiedKey(
                                    handle,
                                    Optional.of(provider),
                                    certificates.get(0),
                                    certificates.subList(1, certificates.size())),
                            provider.getName() + ", key " + alias));
        } catch (CertificateFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * A key in the token.
     *
     * @param open its handle
     * @param origin the token's and the key's name
     */
    private record Entry(CertifiedKey open, String origin) implements StoredKey {
        @Override
        public Certificate certificate() {
            return open.certificate();
        }

        @Override
        public List<Certificate> chain() {
            return open.chain();
        }

        @Override
        public Set<KeyPurpose> purposes() {
            return KeyPurpose.of(open.certificate());
        }
    }
}
