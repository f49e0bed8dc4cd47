package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;

/**
 * A content while it is decrypted. Its last read fails if tag or padding is wrong, so what came
 * before must be held back until then. One use by one thread.
 */
final class DecryptingStream extends InputStream {
    private static final int CHUNK = 1 << 15;

    private final InputStream ciphertext;
    private final ChunkDecryptor decryptor;
    private final byte[] chunk = new byte[CHUNK];
    private final byte[] plaintext = new byte[CHUNK + ChunkDecryptor.MARGIN];
    private int position;
    private int limit;
    private boolean ended;

    DecryptingStream(InputStream ciphertext, ChunkDecryptor decryptor) {
        this.ciphertext = ciphertext;
        this.decryptor = decryptor;
    }

    @Override
    public int read() throws IOException {
        return fill() ? plaintext[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(count, limit - position);
        System.arraycopy(plaintext, position, buffer, offset, taken);
        position += taken;
        return taken;
    }

    private boolean fill() throws IOException {
        while (position == limit) {
            if (ended) {
                return false;
            }
            position = 0;
            limit = 0;
            limit = next();
        }
        return true;
    }

    private int next() throws IOException {
        int got = ciphertext.readNBytes(chunk, 0, CHUNK);
        try {
            if (got > 0) {
                return decryptor.update(chunk, got, plaintext);
            }
            ended = true;
            return decryptor.finish(plaintext);
        } catch (GeneralSecurityException e) {
            ended = true;
            throw new ContentRejectedException(e);
        }
    }
}
