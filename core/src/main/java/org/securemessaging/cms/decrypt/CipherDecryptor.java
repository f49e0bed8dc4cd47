package org.securemessaging.cms.decrypt;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Content that a JCA cipher decrypts as a stream, without a tag. One use by one thread. */
final class CipherDecryptor implements ChunkDecryptor {
    private final Cipher cipher;

    CipherDecryptor(Cipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public int update(byte[] chunk, int length, byte[] target) throws GeneralSecurityException {
        return cipher.update(chunk, 0, length, target, 0);
    }

    @Override
    public int finish(byte[] target) throws GeneralSecurityException {
        return cipher.doFinal(target, 0);
    }
}
