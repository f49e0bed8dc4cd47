package org.securemessaging.pipeline.archive;

import com.google.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;

/** Reads what James knows of a mail. Thread safe. */
public final class MailReader {
    // RemoteDelivery's, in James 3.8 and 3.9: what the next server answered.
    private static final AttributeName DELIVERY_ERROR = AttributeName.of("delivery-error");

    private final Expansion expansion;

    /**
     * A reader.
     *
     * @param expansion says whom a recipient stands for
     */
    @Inject
    public MailReader(Expansion expansion) {
        this.expansion = expansion;
    }

    /**
     * Reads.
     *
     * @param mail the mail
     * @return what James knows of it besides its message
     */
    public MailFacts facts(Mail mail) {
        List<MailAddress> addressed = List.copyOf(mail.getRecipients());
        return new MailFacts(
                mail.getName(),
                mail.getMaybeSender().asString(""),
                addressed.stream().map(MailAddress::asString).toList(),
                addressed.stream().flatMap(each -> expansion.of(each).stream()).toList(),
                text(mail, Mail.SMTP_AUTH_USER),
                Optional.ofNullable(mail.getRemoteAddr()).orElse(""),
                text(mail, Mail.SMTP_HELO)
                        .or(() -> Optional.ofNullable(mail.getRemoteHost()))
                        .orElse(""));
    }

    /**
     * Reads why a mail goes back or is given up.
     *
     * @param mail the mail
     * @return what RemoteDelivery was told, or else the error message that the mail carries
     */
    public Optional<String> error(Mail mail) {
        Optional<String> told = text(mail, DELIVERY_ERROR);
        return told.or(() -> Optional.ofNullable(mail.getErrorMessage()));
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return mail.getAttribute(name)
                .map(attribute -> attribute.getValue().value())
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
