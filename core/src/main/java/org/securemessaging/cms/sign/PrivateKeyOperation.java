package org.securemessaging.cms.sign;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import org.securemessaging.cms.CertifiedKey;

/** Signs octets with a private key. Thread safe. */
final class PrivateKeyOperation {
    private final Provider bouncyCastle;

    PrivateKeyOperation(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    /**
     * Signs.
     *
     * @throws SigningUnavailableException if the token that has the key fails
     * @throws SigningException if the key can't be used
     */
    byte[] sign(CertifiedKey key, SigningAlgorithm algorithm, byte[] octets) {
        try {
            Signature signature = signature(key, algorithm);
            if (algorithm.parameters().isPresent()) {
                signature.setParameter(algorithm.parameters().get());
            }
            signature.initSign(key.key());
            signature.update(octets);
            return signature.sign();
        } catch (ProviderException | GeneralSecurityException e) {
            // What a token throws says nothing of whether it comes back: it mostly does.
            String message = "can't sign with the " + key;
            if (key.provider().isPresent()) {
                throw new SigningUnavailableException(message, e);
            }
            throw new SigningException(message, e);
        }
    }

    private Signature signature(CertifiedKey key, SigningAlgorithm algorithm)
            throws GeneralSecurityException {
        if (key.provider().isPresent()) {
            return Signature.getInstance(algorithm.jcaName(), key.provider().get());
        }
        return algorithm.platform()
                ? Signature.getInstance(algorithm.jcaName())
                : Signature.getInstance(algorithm.jcaName(), bouncyCastle);
    }
}
