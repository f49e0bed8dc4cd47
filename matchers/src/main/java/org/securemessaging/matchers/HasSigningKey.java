package org.securemessaging.matchers;

import com.google.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.engine.SigningEngine;

/**
 * Matches all recipients of a mail whose reverse-path is an address that the vault has a key for
 * with which mail is signed now. It says nothing of who wrote the mail, nor whether they may use
 * the key: that is SMIMESign's to find out.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.HasSigningKey=own" class="ToProcessor">
 *   <processor>signing</processor>
 * </mailet>
 * }</pre>
 *
 * <p>Conditions: none, or {@code own-or-domain}, for the address's own key or its domain's; {@code
 * own} for its own alone. Thread safe.
 */
public final class HasSigningKey extends GenericMatcher {
    private static final String NAME = "HasSigningKey";
    private static final String OWN = "own";
    private static final String OWN_OR_DOMAIN = "own-or-domain";

    private final SigningEngine engine;
    private final Guard guard = new Guard(NAME);
    private boolean domainKeys = true;

    /**
     * Takes the engine.
     *
     * @param engine knows the keys
     */
    @Inject
    public HasSigningKey(SigningEngine engine) {
        this.engine = engine;
    }

    @Override
    public void init() throws MessagingException {
        String condition = Optional.ofNullable(getCondition()).orElse("").strip();
        if (!condition.isEmpty() && !condition.equals(OWN) && !condition.equals(OWN_OR_DOMAIN)) {
            throw Conditions.refusal(NAME, condition, "own, own-or-domain, or no condition");
        }
        domainKeys = !condition.equals(OWN);
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return guard.require(mail, () -> matches(mail)) ? mail.getRecipients() : List.of();
    }

    private boolean matches(Mail mail) {
        return mail.getMaybeSender()
                .asOptional()
                .map(MailAddress::asString)
                .flatMap(org.securemessaging.certificate.MailAddress::parse)
                .filter(sender -> engine.hasKey(sender, domainKeys))
                .isPresent();
    }
}
