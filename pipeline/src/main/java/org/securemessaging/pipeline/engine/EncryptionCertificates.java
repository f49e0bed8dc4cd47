package org.securemessaging.pipeline.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.KeyUsages;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.keys.KeyInventory;

/** Finds the certificate that mail to one of this server's users is to be encrypted to. */
public final class EncryptionCertificates implements Function<MailAddress, Optional<Certificate>> {
    private final KeyInventory keys;
    private final Clock clock;

    /**
     * Looks into a vault.
     *
     * @param keys the vault
     * @param clock says which certificates are valid
     */
    public EncryptionCertificates(KeyInventory keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The newest certificate whose key decrypts, that is valid and allows encryption.
     *
     * @param address the user's
     * @return the certificate, or empty if there is none
     * @throws org.securemessaging.keys.VaultUnavailableException if keys can't be reached now
     */
    @Override
    public Optional<Certificate> apply(MailAddress address) {
        return keys.decrypters(address).stream()
                .map(key -> key.certificate())
                .filter(this::valid)
                .filter(certificate -> KeyUsages.forEncryption(certificate).isEmpty())
                .findFirst();
    }

    private boolean valid(Certificate certificate) {
        Instant now = clock.instant();
        return !now.isBefore(certificate.holder().getNotBefore().toInstant())
                && !now.isAfter(certificate.holder().getNotAfter().toInstant());
    }
}
