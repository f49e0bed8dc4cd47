package org.securemessaging.cms.decrypt;

import java.security.GeneralSecurityException;

/** Decrypts a content chunk by chunk. One use by one thread. */
interface ChunkDecryptor {
    /** How much longer than what goes in what comes out may be, in octets. */
    int MARGIN = 64;

    /**
     * Decrypts what comes next.
     *
     * @param target has room for the chunk and {@link #MARGIN} octets
     * @return how much came out
     */
    int update(byte[] chunk, int length, byte[] target) throws GeneralSecurityException;

    /**
     * Ends the content.
     *
     * @return how much came out at last
     * @throws GeneralSecurityException if tag or padding is wrong
     */
    int finish(byte[] target) throws GeneralSecurityException;
}
