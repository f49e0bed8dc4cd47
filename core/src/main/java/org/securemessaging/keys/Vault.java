package org.securemessaging.keys;

import java.time.Instant;
import java.util.List;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;

/**
 * Where private keys are kept, with their certificates. Implementations are thread safe.
 *
 * <p>A key signs only while its certificate is valid and as its key usage allows. Which keys
 * decrypt is no matter of time: mail of many years ago is read with the key of then.
 */
public interface Vault {
    /**
     * Keys with which mail of an address is signed.
     *
     * @param address whose mail
     * @param at when it is signed
     * @return the keys, the best first; none if there is none
     * @throws VaultUnavailableException if the place where keys are can't be reached now
     */
    List<CertifiedKey> signers(MailAddress address, Instant at);

    /**
     * Keys with which mail of a whole domain is signed.
     *
     * @param domain the domain, in the form of {@link MailAddress#domain}
     * @param at when it is signed
     * @return the keys, the best first; none if there is none
     * @throws VaultUnavailableException if the place where keys are can't be reached now
     */
    List<CertifiedKey> domainSigners(String domain, Instant at);
}
