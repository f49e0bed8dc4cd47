package org.securemessaging.cms;

import java.security.PrivateKey;
import java.security.Provider;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;

/**
 * A private key and the certificate that says whose it is. The key may be no more than a handle to
 * one that lies in a token: then only the token's provider can use it.
 *
 * <p>Immutable and thread safe. {@link #toString} names the certificate, never the key.
 *
 * @param key the private key
 * @param provider the provider that must be used with the key; empty if any will do
 * @param certificate the key's certificate
 * @param chain certificates above it as far as they are known, the nearest first, the root perhaps
 *     among them; without the certificate itself
 */
public record CertifiedKey(
        PrivateKey key,
        Optional<Provider> provider,
        Certificate certificate,
        List<Certificate> chain) {
    /** Copies the list. */
    public CertifiedKey {
        Objects.requireNonNull(key);
        Objects.requireNonNull(provider);
        Objects.requireNonNull(certificate);
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return "key of " + certificate;
    }
}
