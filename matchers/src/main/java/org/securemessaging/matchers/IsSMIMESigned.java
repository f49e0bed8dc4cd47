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
 * Matches all recipients of a message that carries an S/MIME signature, good or bad, in clear or
 * inside a CMS structure, in itself or in one of its MIME parts. It looks at the message alone and
 * needs no report; it verifies nothing.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.IsSMIMESigned" class="ToProcessor">
 *   <processor>signed</processor>
 * </mailet>
 * }</pre>
 *
 * <p>It has no condition. Thread safe.
 */
public final class IsSMIMESigned extends GenericMatcher {
    private final LayerSearch search;
    private final Guard guard = new Guard("IsSMIMESigned");

    /**
     * Takes the bounds.
     *
     * @param judge knows where large messages are put
     */
    @Inject
    public IsSMIMESigned(MessageJudge judge) {
        this.search = new LayerSearch(judge.spool());
    }

    @Override
    public void init() throws MessagingException {
        Conditions.refuse("IsSMIMESigned", getCondition());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return guard.require(mail, () -> search.any(mail, LayerSearch::signed))
                ? mail.getRecipients()
                : List.of();
    }
}
