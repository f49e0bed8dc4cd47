package org.securemessaging.matchers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.pipeline.Guard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Picks recipients by the certificate that mail to them is encrypted to. Thread safe. */
final class RecipientLookUp {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecipientLookUp.class);

    private final String matcher;
    private final CertificateDirectory directory;
    private final Guard guard;

    RecipientLookUp(String matcher, CertificateDirectory directory) {
        this.matcher = matcher;
        this.directory = directory;
        this.guard = new Guard(matcher);
    }

    /**
     * The recipients whose certificate fits.
     *
     * @throws MessagingException if it can't be known now of one of them, so that the mail goes
     *     where {@code onMatchException} says, and is not taken for one whose recipients have none
     */
    Collection<MailAddress> having(Mail mail, Predicate<Certificate> condition)
            throws MessagingException {
        List<LookUp> unknown = new ArrayList<>();
        Collection<MailAddress> fitting =
                guard.require(
                        mail,
                        () ->
                                mail.getRecipients().stream()
                                        .filter(each -> fits(each, condition, unknown))
                                        .toList());
        if (!unknown.isEmpty()) {
            LOGGER.warn(
                    "{}: the certificates of {} recipients of mail {} can't be looked up now",
                    matcher,
                    unknown.size(),
                    mail.getName());
            throw new MessagingException(matcher + " can't look up all recipients now");
        }
        return fitting;
    }

    private boolean fits(
            MailAddress recipient, Predicate<Certificate> condition, List<LookUp> unknown) {
        Optional<LookUp> found =
                org.securemessaging.certificate.MailAddress.parse(recipient.asString())
                        .map(directory::lookUp);
        found.filter(each -> each.outcome() == LookUp.Outcome.UNAVAILABLE).ifPresent(unknown::add);
        return found.flatMap(LookUp::chosen)
                .filter(chosen -> condition.test(chosen.certificate()))
                .isPresent();
    }
}
