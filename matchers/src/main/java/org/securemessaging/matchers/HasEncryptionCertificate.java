package org.securemessaging.matchers;

import com.google.inject.Inject;
import java.util.Collection;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.securemessaging.directory.lookup.CertificateDirectory;

/**
 * Matches those recipients that mail can be encrypted to: for whom look-up finds a certificate that
 * is valid, for mail, trusted and not revoked.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.HasEncryptionCertificate" class="ToProcessor">
 *   <processor>encrypt</processor>
 * </mailet>
 * }</pre>
 *
 * <p>It has no condition. If it can't be known now of a recipient, it fails, and James does with
 * the mail what {@code onMatchException} says. Thread safe.
 */
public final class HasEncryptionCertificate extends GenericMatcher {
    private static final String NAME = "HasEncryptionCertificate";

    private final RecipientLookUp recipients;

    /**
     * Takes the look-up.
     *
     * @param directory where certificates are looked for
     */
    @Inject
    public HasEncryptionCertificate(CertificateDirectory directory) {
        this.recipients = new RecipientLookUp(NAME, directory);
    }

    @Override
    public void init() throws MessagingException {
        Conditions.refuse(NAME, getCondition());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return recipients.having(mail, certificate -> true);
    }
}
