package org.securemessaging.pipeline.engine;

import java.io.IOException;
import java.security.Provider;
import org.securemessaging.cms.decrypt.WhollyEncrypted;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.pgp.PgpEncrypted;
import org.securemessaging.pipeline.encryption.LeaveEncrypted;

/**
 * Tells mail that is encrypted from mail that only says so. Every label is a sender's word, who may
 * want clear text to get past. Thread safe.
 */
public final class EncryptedMail {
    private final WhollyEncrypted smime;

    EncryptedMail(Provider bouncyCastle) {
        this.smime = new WhollyEncrypted(bouncyCastle);
    }

    /**
     * Whether a message is encrypted in a way that counts.
     *
     * @param message the message
     * @param which the ways that count
     * @return true if there is nothing to read in it but its header
     * @throws IOException if it can't be read
     */
    public boolean is(Entity message, LeaveEncrypted which) throws IOException {
        return (which != LeaveEncrypted.NONE && smime.holds(message))
                || (which == LeaveEncrypted.SMIME_AND_PGP && PgpEncrypted.holds(message));
    }
}
