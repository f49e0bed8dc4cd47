package org.securemessaging.matchers;

import com.google.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetException;
import org.apache.mailet.base.GenericMatcher;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.configuration.Quantity;
import org.securemessaging.pipeline.report.LayerSummary;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.result.SignatureResult;

/**
 * Matches while there is time to renew a certificate: it is still good, and ends soon.
 *
 * <p>With {@code 30d} or {@code signer:30d} all recipients of a mail with a signer whose own result
 * is {@code pass} and whose certificate ends within this time. With {@code recipient:30d} those
 * recipients whose certificate, as look-up finds it, ends within it.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.CertificateExpiresWithin=30d" class="ToProcessor">
 *   <processor>remind</processor>
 * </mailet>
 * }</pre>
 *
 * <p>Thread safe.
 */
public final class CertificateExpiresWithin extends GenericMatcher {
    private static final String NAME = "CertificateExpiresWithin";
    private static final String SIGNER = "signer";
    private static final String RECIPIENT = "recipient";
    private static final String ACCEPTED =
            Quantity.DURATIONS + ", alone or behind " + SIGNER + ": or " + RECIPIENT + ":";

    private final RecipientLookUp recipients;
    private final Clock clock;
    private final Guard guard = new Guard(NAME);
    private Duration within = Duration.ZERO;
    private boolean ofRecipients;

    /**
     * Takes the look-up and the clock.
     *
     * @param directory where recipients' certificates are looked for
     * @param clock says what time it is
     */
    @Inject
    public CertificateExpiresWithin(CertificateDirectory directory, Clock clock) {
        this.recipients = new RecipientLookUp(NAME, directory);
        this.clock = clock;
    }

    @Override
    public void init() throws MessagingException {
        String condition = Optional.ofNullable(getCondition()).orElse("").strip();
        int colon = condition.indexOf(':');
        String whose = colon < 0 ? SIGNER : condition.substring(0, colon).strip();
        if (!whose.equals(SIGNER) && !whose.equals(RECIPIENT)) {
            throw refusal();
        }
        ofRecipients = whose.equals(RECIPIENT);
        try {
            within = Quantity.duration(condition.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw refusal();
        }
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        if (ofRecipients) {
            return recipients.having(
                    mail, certificate -> endsSoon(certificate.holder().getNotAfter().toInstant()));
        }
        return guard.require(mail, () -> signerEndsSoon(mail)) ? mail.getRecipients() : List.of();
    }

    private boolean signerEndsSoon(Mail mail) {
        return ReportAttributes.read(mail).filter(this::signerEndsSoon).isPresent();
    }

    private boolean signerEndsSoon(ReportSummary report) {
        return report.layers().stream()
                .filter(LayerSummary::counted)
                .flatMap(layer -> layer.signers().stream())
                .filter(signer -> signer.result() == SignatureResult.PASS)
                .flatMap(signer -> signer.certificate().stream())
                .flatMap(certificate -> certificate.notAfter().stream())
                .anyMatch(this::endsSoon);
    }

    private boolean endsSoon(Instant end) {
        Instant now = clock.instant();
        return !end.isBefore(now) && !end.isAfter(now.plus(within));
    }

    private MailetException refusal() {
        return Conditions.refusal(NAME, getCondition(), ACCEPTED);
    }
}
