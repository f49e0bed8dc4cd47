package org.securemessaging.matchers;

import com.google.inject.Inject;
import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.MessageJudge;

/**
 * Matches all recipients of a message that carries an S/MIME layer that hides its content
 * (EnvelopedData, AuthEnvelopedData, EncryptedData), in itself or in one of its MIME parts. What
 * lies inside of a signature's CMS structure is not seen; the attribute {@code
 * org.securemessaging.encrypted} that SMIMEVerify sets tells of that, too. It looks at the message
 * alone and needs no report.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.IsSMIMEEncrypted" class="ToProcessor">
 *   <processor>encrypted</processor>
 * </mailet>
 * }</pre>
 *
 * <p>It has no condition. Thread safe.
 */
public final class IsSMIMEEncrypted extends GenericMatcher {
    private final LayerSearch search;
    private final Guard guard = new Guard("IsSMIMEEncrypted");

    /**
     * Takes the bounds.
     *
     * @param judge knows where large messages are put
     */
    @Inject
    public IsSMIMEEncrypted(MessageJudge judge) {
        this.search = new LayerSearch(judge.spool());
    }

    @Override
    public void init() throws MessagingException {
        Conditions.refuse("IsSMIMEEncrypted", getCondition());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return guard.require(mail, () -> search.any(mail, LayerSearch::encrypted))
                ? mail.getRecipients()
                : List.of();
    }
}
