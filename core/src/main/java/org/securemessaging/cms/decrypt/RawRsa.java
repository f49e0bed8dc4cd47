package org.securemessaging.cms.decrypt;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import javax.crypto.Cipher;
import org.securemessaging.cms.CertifiedKey;

/** The bare RSA operation, without padding, in software or in a token. Stateless. */
final class RawRsa {
    private static final String BARE = "RSA/ECB/NoPadding";

    private RawRsa() {}

    /**
     * Decrypts.
     *
     * @param ciphertext a number below the modulus, as long as the modulus
     * @throws UnwrapException if the key is of another kind
     * @throws KeyUnavailableException if the key's token does not answer
     */
    static byte[] decrypt(CertifiedKey key, byte[] ciphertext) throws UnwrapException {
        try {
            Cipher cipher =
                    key.provider().isPresent()
                            ? Cipher.getInstance(BARE, key.provider().get())
                            : Cipher.getInstance(BARE);
            cipher.init(Cipher.DECRYPT_MODE, key.key());
            return cipher.doFinal(ciphertext);
        } catch (GeneralSecurityException | ProviderException e) {
            if (key.provider().isPresent()) {
                // The number fits the key: only the token itself can be at fault.
                throw new KeyUnavailableException(
                        key.provider().get().getName() + ": the token does not decrypt now", e);
            }
            throw new UnwrapException("the key does not decrypt", e);
        }
    }
}
