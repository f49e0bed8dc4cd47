package org.securemessaging.cms.decrypt;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CCM (RFC 3610) as a stream, put together from AES-CTR and AES-CBC: Bouncy Castle's own holds
 * the content in memory, and the platform has none. The length is known, as CCM wants it, from an
 * earlier reading. One use by one thread.
 */
final class CcmDecryptor implements ChunkDecryptor {
    private static final int BLOCK = 16;

    /** RFC 3610 §2.2: shorter attributes have their length in two octets, others in six. */
    private static final int SHORT_ATTRIBUTES = 0xFF00;

    private final Cipher counter;
    private final Cipher chain;
    private final byte[] firstKeystream;
    private final byte[] tag;
    private final long length;
    private byte[] chained = new byte[BLOCK];
    private byte[] last = new byte[BLOCK];
    private long done;

    CcmDecryptor(SecretKeySpec key, byte[] nonce, byte[] attributes, byte[] tag, long length)
            throws GeneralSecurityException {
        this.tag = tag.clone();
        this.length = length;
        counter = Cipher.getInstance("AES/CTR/NoPadding");
        counter.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counterBlock(nonce)));
        firstKeystream = counter.update(new byte[BLOCK]);
        chain = Cipher.getInstance("AES/CBC/NoPadding");
        chain.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK]));
        byte[] head = head(nonce, attributes);
        chain(head, head.length);
    }

    @Override
    public int update(byte[] chunk, int count, byte[] target) throws GeneralSecurityException {
        int decrypted = counter.update(chunk, 0, count, target, 0);
        done += decrypted;
        chain(target, decrypted);
        return decrypted;
    }

    @Override
    public int finish(byte[] target) throws GeneralSecurityException {
        int over = (int) (done % BLOCK);
        if (over > 0) {
            chain(new byte[BLOCK - over], BLOCK - over);
        }
        byte[] made = new byte[tag.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = (byte) (last[i] ^ firstKeystream[i]);
        }
        if (done != length || !MessageDigest.isEqual(made, tag)) {
            throw new AEADBadTagException();
        }
        return 0;
    }

    /** §2.3: A_0; the counter counts on from it. */
    private static byte[] counterBlock(byte[] nonce) {
        byte[] block = new byte[BLOCK];
        block[0] = (byte) (lengthOctets(nonce) - 1);
        System.arraycopy(nonce, 0, block, 1, nonce.length);
        return block;
    }

    /** §2.2: B_0 and the attributes. */
    private byte[] head(byte[] nonce, byte[] attributes) {
        byte[] first = counterBlock(nonce);
        first[0] |= (byte) ((attributes.length > 0 ? 0x40 : 0) | (((tag.length - 2) / 2) << 3));
        long rest = length;
        for (int i = BLOCK - 1; i > nonce.length; i--) {
            first[i] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(first);
        if (attributes.length > 0) {
            writeLength(attributes.length, head);
            head.writeBytes(attributes);
            head.writeBytes(new byte[(BLOCK - head.size() % BLOCK) % BLOCK]);
        }
        return head.toByteArray();
    }

    private static void writeLength(int count, ByteArrayOutputStream head) {
        if (count >= SHORT_ATTRIBUTES) {
            head.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) (count >>> 24)});
            head.write(count >>> 16);
        }
        head.write(count >>> 8);
        head.write(count);
    }

    private static int lengthOctets(byte[] nonce) {
        return BLOCK - 1 - nonce.length;
    }

    /** Goes on with the chain of blocks, of which the last one is kept. */
    private void chain(byte[] octets, int count) throws GeneralSecurityException {
        if (count > 0) {
            int room = chain.getOutputSize(count);
            chained = chained.length < room ? new byte[room] : chained;
            int made = chain.update(octets, 0, count, chained, 0);
            if (made >= BLOCK) {
                last = Arrays.copyOfRange(chained, made - BLOCK, made);
            }
        }
    }
}
