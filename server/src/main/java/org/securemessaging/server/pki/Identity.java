package org.securemessaging.server.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key with its certificate.
 *
 * @param key the private key
 * @param path the certificate and those above it, without the root
 */
public record Identity(PrivateKey key, List<X509Certificate> path) {
    /** Copies the path. */
    public Identity {
        path = List.copyOf(path);
    }

    /**
     * The certificate of the key.
     *
     * @return the first certificate of the path
     */
    public X509Certificate certificate() {
        return path.get(0);
    }
}
