package org.securemessaging.pipeline.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.KeyUsages;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.lookup.Candidate;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.keys.KeyInventory;
import org.securemessaging.result.SignatureResult;

/**
 * Finds the certificate that mail to one of this server's users is to be encrypted to: that which
 * everybody finds in the directory, else one whose key the vault has. Thread safe.
 */
public final class EncryptionCertificates implements Function<MailAddress, Optional<Certificate>> {
    private final CertificateDirectory directory;
    private final KeyInventory keys;
    private final Clock clock;

    /**
     * Looks into a directory, and then into a vault.
     *
     * @param directory where certificates are looked up
     * @param keys the vault
     * @param clock says which certificates are valid
     */
    public EncryptionCertificates(CertificateDirectory directory, KeyInventory keys, Clock clock) {
        this.directory = directory;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Looks into a vault alone, for whoever has no directory at hand.
     *
     * @param keys the vault
     * @param clock says which certificates are valid
     * @return finds certificates
     */
    public static EncryptionCertificates inVault(KeyInventory keys, Clock clock) {
        return new EncryptionCertificates(
                address ->
                        new LookUp(
                                address,
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()),
                keys,
                clock);
    }

    /**
     * The certificate that the directory chooses, or else the newest one whose key decrypts, that
     * is valid and allows encryption, and that the directory knows nothing against.
     *
     * @param address the user's
     * @return the certificate, or empty if there is none
     * @throws org.securemessaging.keys.VaultUnavailableException if keys can't be reached now
     */
    @Override
    public Optional<Certificate> apply(MailAddress address) {
        LookUp found = directory.lookUp(address);
        return found.chosen().map(Candidate::certificate).or(() -> ofVault(address, found));
    }

    private Optional<Certificate> ofVault(MailAddress address, LookUp found) {
        return keys.decrypters(address).stream()
                .map(key -> key.certificate())
                .filter(this::valid)
                .filter(certificate -> KeyUsages.forEncryption(certificate).isEmpty())
                .filter(certificate -> !isRejected(certificate, found))
                .findFirst();
    }

    /** Whether it is revoked, say; that a status can't be had now says nothing against it. */
    private static boolean isRejected(Certificate certificate, LookUp found) {
        return found.rejected().stream()
                .filter(each -> each.result() != SignatureResult.TEMPERROR)
                .anyMatch(each -> each.candidate().certificate().equals(certificate));
    }

    private boolean valid(Certificate certificate) {
        Instant now = clock.instant();
        return !now.isBefore(certificate.holder().getNotBefore().toInstant())
                && !now.isAfter(certificate.holder().getNotAfter().toInstant());
    }
}
