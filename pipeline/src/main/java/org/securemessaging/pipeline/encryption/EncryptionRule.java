package org.securemessaging.pipeline.encryption;

import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.KeyTransport;

/**
 * What is said of a sender or recipient, a domain, or everyone. What is not said is inherited: an
 * address has it from its domain, a domain from its parents written with {@code *.}, all from the
 * general rule. Additional recipients add up instead.
 *
 * @param policy what becomes of recipients without a certificate
 * @param mode which mail is encrypted
 * @param additional whom such mail is encrypted to as well: an escrow key, a virus scanner
 * @param domainKeys whether mail is encrypted to the recipient's domain
 * @param gateway the address that the domain's certificate is looked up by; by default that of RFC
 *     3183, {@code domain-confidentiality-authority} at the domain
 * @param ciphers what the recipients can read, by agreement, whatever is known of their programs;
 *     none if nothing was agreed
 * @param transport how RSA keys of the recipients are used
 */
public record EncryptionRule(
        Optional<RestPolicy> policy,
        Optional<EncryptionMode> mode,
        List<MailAddress> additional,
        Optional<DomainKeys> domainKeys,
        Optional<MailAddress> gateway,
        List<ContentCipher> ciphers,
        Optional<KeyTransport> transport) {
    /** Says nothing. */
    public static final EncryptionRule EMPTY =
            new EncryptionRule(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());

    /** Copies the lists. */
    public EncryptionRule {
        additional = List.copyOf(additional);
        ciphers = List.copyOf(ciphers);
    }

    /**
     * The same rule with another policy and mode, where they are given.
     *
     * @param otherPolicy a policy
     * @param otherMode a mode
     * @return the rule
     */
    public EncryptionRule with(
            Optional<RestPolicy> otherPolicy, Optional<EncryptionMode> otherMode) {
        return new EncryptionRule(
                otherPolicy.or(() -> policy),
                otherMode.or(() -> mode),
                additional,
                domainKeys,
                gateway,
                ciphers,
                transport);
    }
}
