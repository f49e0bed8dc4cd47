package org.securemessaging.matchers;

import com.google.inject.Inject;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.securemessaging.cms.decrypt.EnvelopeRecipients;
import org.securemessaging.cms.decrypt.KeyUnavailableException;
import org.securemessaging.cms.decrypt.RecipientId;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.MimeLimitException;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.MessageUnlocker;
import org.securemessaging.pipeline.engine.RecipientKeys;
import org.securemessaging.pipeline.message.RawMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Matches those recipients of an encrypted message whose own key, or whose domain's key, is in the
 * vault and among those that the message is encrypted for. Recipients whose keys are elsewhere,
 * since they have S/MIME of their own, are not matched, and James splits the mail. No key is opened
 * for that. While the vault can't be reached, every recipient is matched who may have a key there.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.CanDecrypt"
 *         class="org.securemessaging.mailets.SMIMEDecrypt"/>
 * }</pre>
 *
 * <p>It has no condition. Thread safe.
 */
public final class CanDecrypt extends GenericMatcher {
    private static final Logger LOGGER = LoggerFactory.getLogger(CanDecrypt.class);

    private final MessageUnlocker unlocker;
    private final RecipientKeys keys;
    private final EnvelopeRecipients envelopes = new EnvelopeRecipients();
    private final Guard guard = new Guard("CanDecrypt");

    /**
     * Takes the vault.
     *
     * @param unlocker knows where large messages are put
     * @param keys knows the recipients' keys
     */
    @Inject
    public CanDecrypt(MessageUnlocker unlocker, RecipientKeys keys) {
        this.unlocker = unlocker;
        this.keys = keys;
    }

    @Override
    public void init() throws MessagingException {
        Conditions.refuse("CanDecrypt", getCondition());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return guard.require(mail, () -> matched(mail));
    }

    private List<MailAddress> matched(Mail mail) throws Exception {
        List<RecipientId> named = named(mail);
        if (named.isEmpty()) {
            return List.of();
        }
        return mail.getRecipients().stream()
                .filter(recipient -> mayRead(recipient, named))
                .toList();
    }

    private boolean mayRead(MailAddress recipient, List<RecipientId> named) {
        return org.securemessaging.certificate.MailAddress.parse(recipient.asString())
                .filter(address -> mayRead(address, named))
                .isPresent();
    }

    private boolean mayRead(
            org.securemessaging.certificate.MailAddress address, List<RecipientId> named) {
        try {
            return keys.mayRead(address, named);
        } catch (KeyUnavailableException e) {
            // The mailet behind says what becomes of mail whose key can't be had now.
            LOGGER.warn("Whether {} has a key can't be told now: {}", address, e.getMessage());
            return true;
        }
    }

    private List<RecipientId> named(Mail mail) throws Exception {
        try (InputStream in = new RawMessage(mail, unlocker.spool()).open();
                MessageBytes message = MessageBytes.read(in, unlocker.spool())) {
            return envelopes.of(new EntityReader(MimeLimits.DEFAULT).read(message.octets()));
        } catch (MessageTooLargeException | MimeLimitException e) {
            return List.of();
        }
    }
}
