package org.securemessaging.cms.decrypt;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * AES-GCM with a nonce that has not 12 octets, which makes the first counter a hash of it. Bouncy
 * Castle's Java code does that, slower than the processor but as a stream. One use by one thread.
 */
final class LongNonceGcmDecryptor implements ChunkDecryptor {
    private final GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
    private final byte[] tag;

    LongNonceGcmDecryptor(byte[] key, byte[] nonce, Envelope envelope) {
        this.tag = envelope.mac().getOctets();
        cipher.init(
                false,
                new AEADParameters(
                        new KeyParameter(key),
                        tag.length * Byte.SIZE,
                        nonce,
                        envelope.authenticated().getOctets()));
    }

    @Override
    public int update(byte[] chunk, int length, byte[] target) {
        return cipher.processBytes(chunk, 0, length, target, 0);
    }

    @Override
    public int finish(byte[] target) throws GeneralSecurityException {
        try {
            int last = cipher.processBytes(tag, 0, tag.length, target, 0);
            return last + cipher.doFinal(target, last);
        } catch (InvalidCipherTextException e) {
            Arrays.fill(target, (byte) 0);
            throw new AEADBadTagException(e.getMessage());
        }
    }
}
