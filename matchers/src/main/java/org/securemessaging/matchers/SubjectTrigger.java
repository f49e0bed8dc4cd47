package org.securemessaging.matchers;

import com.google.inject.Inject;
import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.encryption.EncryptionTriggers;
import org.securemessaging.pipeline.engine.EncryptionEngine;
import org.securemessaging.pipeline.message.RawMessage;

/**
 * Matches all recipients of a mail in whose subject a tag stands, however it is spaced, capitalised
 * or encoded.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.SubjectTrigger=[encrypt]" class="SetMailAttribute">
 *   <org.securemessaging.encryption.requested>true</org.securemessaging.encryption.requested>
 * </mailet>
 * }</pre>
 *
 * <p>Condition: a tag, or several with commas between them. Thread safe.
 */
public final class SubjectTrigger extends GenericMatcher {
    private static final String NAME = "SubjectTrigger";

    private final EncryptionEngine engine;
    private final Guard guard = new Guard(NAME);
    private EncryptionTriggers triggers = new EncryptionTriggers(List.of(), List.of());

    /**
     * Takes the engine.
     *
     * @param engine knows the bounds on a header
     */
    @Inject
    public SubjectTrigger(EncryptionEngine engine) {
        this.engine = engine;
    }

    @Override
    public void init() throws MessagingException {
        triggers =
                new EncryptionTriggers(
                        Conditions.items(
                                NAME,
                                getCondition(),
                                ",",
                                "a tag such as [encrypt], or several with commas between them"),
                        List.of());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return guard.require(mail, () -> fires(mail)) ? mail.getRecipients() : List.of();
    }

    private boolean fires(Mail mail) throws Exception {
        return new RawMessage(mail, engine.spool())
                .header(octets -> triggers.fire(engine.read(octets).header()));
    }
}
