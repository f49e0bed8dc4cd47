package org.securemessaging.mailets;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.decrypt.EnvelopeFacts;
import org.securemessaging.cms.decrypt.EnvelopeRecipients;
import org.securemessaging.cms.decrypt.KeyUnavailableException;
import org.securemessaging.cms.decrypt.RecipientId;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.HeaderEdit;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.MimeLimitException;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.MessageUnlocker;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.engine.RecipientKeys;
import org.securemessaging.pipeline.message.RawMessage;
import org.securemessaging.pipeline.message.WaitingMarks;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.verification.OpenedEnvelope;
import org.securemessaging.verification.OpenedMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives recipients the decrypted mail, as the sender's program encrypted it: the message's own
 * header fields, and every octet of what was inside, so that a signature inside still verifies. It
 * opens only what each of the mail's recipients has a key for in the vault; put {@code CanDecrypt}
 * before it, and James splits the mail. Whatever goes wrong, the mail stays as it was.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.CanDecrypt"
 *         class="org.securemessaging.mailets.SMIMEDecrypt">
 *   <onUnavailable>wait</onUnavailable>
 * </mailet>
 * }</pre>
 *
 * <p>Parameters: {@code requireIntegrity} ({@code true}, {@code false}, the default): whether
 * content that was encrypted without authentication stays closed; {@code onFailure} ({@code pass},
 * the default, or the processor that mail goes to which did not open); {@code onUnavailable}
 * ({@code wait}, the default, {@code pass}, or the processor for mail whose key can't be had now);
 * {@code delay}, {@code longestDelay}, {@code waitAtMost} (lengths of time; thereafter the mail
 * goes on as it is). Thread safe.
 */
public final class SMIMEDecrypt extends GenericMailet {
    static final String REQUIRE_INTEGRITY = "requireIntegrity";
    static final String ON_FAILURE = "onFailure";
    static final String ON_UNAVAILABLE = "onUnavailable";
    static final Set<String> PARAMETERS =
            Set.of(
                    REQUIRE_INTEGRITY,
                    ON_FAILURE,
                    ON_UNAVAILABLE,
                    WaitingPlan.DELAY,
                    WaitingPlan.LONGEST_DELAY,
                    WaitingPlan.WAIT_AT_MOST);

    /** The field that tells what was decrypted; StripForgedStamps takes out those that come in. */
    static final String FIELD = "X-SMIME-Decrypted";

    private static final Logger LOGGER = LoggerFactory.getLogger(SMIMEDecrypt.class);
    private static final String PASS = "pass";
    private static final String WAIT = "wait";
    private static final WaitingMarks MARKS = new WaitingMarks("org.securemessaging.decrypt.");
    // As long as mail servers try to deliver (RFC 5321 §4.5.4.1).
    private static final Duration DEFAULT_AT_MOST = Duration.ofDays(5);
    // James takes the names of processors in lower case only.
    private static final Pattern PROCESSOR = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    private enum Outcome {
        OPENED,
        NOTHING,
        CLOSED,
        UNAVAILABLE
    }

    private final MessageUnlocker unlocker;
    private final RecipientKeys keys;
    private final SpoolQueue spool;
    private final Clock clock;
    private final EnvelopeRecipients envelopes = new EnvelopeRecipients();
    private final Guard guard = new Guard("SMIMEDecrypt");
    private boolean requireIntegrity;
    private Optional<String> onFailure = Optional.empty();
    private Optional<String> onUnavailable = Optional.empty();
    private Optional<WaitingRoom> waiting = Optional.empty();

    /**
     * Takes the engine.
     *
     * @param unlocker opens messages
     * @param keys knows the recipients' keys
     * @param spool where mails wait
     * @param clock says when
     */
    @Inject
    public SMIMEDecrypt(
            MessageUnlocker unlocker, RecipientKeys keys, SpoolQueue spool, Clock clock) {
        this.unlocker = unlocker;
        this.keys = keys;
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public void init() throws MessagingException {
        Parameters parameters = new Parameters("SMIMEDecrypt", this, PARAMETERS);
        requireIntegrity = parameters.truth(REQUIRE_INTEGRITY, false);
        onFailure = processor(parameters, ON_FAILURE, "").filter(name -> !name.equals(PASS));
        String unavailable = processor(parameters, ON_UNAVAILABLE, "wait, ").orElse(WAIT);
        WaitingPlan plan = plan(parameters);
        if (unavailable.equals(WAIT)) {
            waiting = Optional.of(new WaitingRoom(plan, MARKS, spool, clock));
        } else {
            onUnavailable = Optional.of(unavailable).filter(name -> !name.equals(PASS));
        }
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return Stream.concat(onFailure.stream(), onUnavailable.stream())
                .distinct()
                .map(ProcessingState::new)
                .toList();
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        if (waiting.isPresent() && waiting.get().isTooEarly(mail)) {
            guard.requireDone(mail, () -> waiting.get().sendBack(mail));
            return;
        }
        Outcome outcome = guard.attempt(mail, () -> open(mail)).orElse(Outcome.CLOSED);
        LOGGER.info("Mail {}: {}", mail.getName(), outcome);
        if (outcome == Outcome.UNAVAILABLE) {
            guard.requireDone(mail, () -> unavailable(mail));
            return;
        }
        MARKS.over(mail);
        if (outcome == Outcome.CLOSED) {
            onFailure.ifPresent(mail::setState);
        }
    }

    private void unavailable(Mail mail) throws MessagingException {
        if (waiting.isEmpty()) {
            onUnavailable.ifPresent(mail::setState);
        } else if (waiting.get().isOver(mail)) {
            LOGGER.error("Mail {} goes on as it is: its key did not come back", mail.getName());
            MARKS.over(mail);
        } else {
            waiting.get().admit(mail, "its key can't be had now");
        }
    }

    @Override
    public void destroy() {
        try {
            spool.close();
        } catch (IOException e) {
            LOGGER.warn("The spool queue can't be closed", e);
        }
    }

    @Override
    public String getMailetInfo() {
        return "Decrypts S/MIME messages";
    }

    private Outcome open(Mail mail) throws Exception {
        List<MailAddress> recipients = recipients(mail);
        try (InputStream in = new RawMessage(mail, unlocker.spool()).open();
                MessageBytes message = MessageBytes.read(in, unlocker.spool())) {
            List<RecipientId> named =
                    envelopes.of(new EntityReader(MimeLimits.DEFAULT).read(message.octets()));
            if (named.isEmpty()) {
                return Outcome.NOTHING;
            }
            if (recipients.size() != mail.getRecipients().size()
                    || !recipients.stream().allMatch(each -> keys.mayRead(each, named))) {
                LOGGER.info("Mail {}: not every recipient has a key for it", mail.getName());
                return Outcome.NOTHING;
            }
            return open(mail, message, recipients);
        } catch (MessageTooLargeException | MimeLimitException e) {
            return Outcome.CLOSED;
        } catch (KeyUnavailableException e) {
            LOGGER.error("Mail {}: a key can't be had now", mail.getName(), e);
            return Outcome.UNAVAILABLE;
        }
    }

    private Outcome open(Mail mail, MessageBytes message, List<MailAddress> recipients)
            throws Exception {
        Optional<OpenedMessage> result =
                unlocker.open(message, unlocker.request(), keys.of(recipients));
        if (result.isEmpty()) {
            return Outcome.CLOSED;
        }
        try (OpenedMessage opened = result.get()) {
            if (!opened.opened() || (requireIntegrity && !opened.authenticated())) {
                return Outcome.CLOSED;
            }
            ReportSummary summary = ReportSummary.of(opened.report());
            replace(mail, opened, summary);
            ReportAttributes.write(mail, summary);
            return Outcome.OPENED;
        }
    }

    private void replace(Mail mail, OpenedMessage opened, ReportSummary summary) throws Exception {
        try (InputStream copy = opened.copy();
                MessageBytes plain = MessageBytes.read(copy, unlocker.spool());
                InputStream stamped =
                        HeaderEdit.none()
                                .remove(field -> field.isNamed(FIELD))
                                .prepend(FIELD, stamp(opened, summary))
                                .apply(plain.octets())) {
            new RawMessage(mail, unlocker.spool()).replaceWith(stamped);
        }
    }

    /** Words of ours alone: nothing in it was written by a stranger. */
    private static String stamp(OpenedMessage opened, ReportSummary summary) {
        String ciphers =
                opened.envelopes().stream()
                        .filter(OpenedEnvelope::opened)
                        .flatMap(envelope -> envelope.facts().stream())
                        .map(EnvelopeFacts::algorithm)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return "%s; integrity=%s; signature=%s"
                .formatted(
                        ciphers, opened.authenticated() ? "yes" : "no", summary.result().keyword());
    }

    private static List<MailAddress> recipients(Mail mail) {
        return mail.getRecipients().stream()
                .flatMap(recipient -> MailAddress.parse(recipient.asString()).stream())
                .toList();
    }

    private static Optional<String> processor(Parameters parameters, String name, String others)
            throws MessagingException {
        return parameters.value(
                name,
                others + "pass, or a processor's name in lower case",
                text -> Optional.of(text).filter(PROCESSOR.asMatchPredicate()));
    }

    private static WaitingPlan plan(Parameters parameters) throws MessagingException {
        WaitingPlan plan = WaitingPlan.read("SMIMEDecrypt", parameters);
        return new WaitingPlan(
                plan.first(), plan.longest(), Optional.of(plan.atMost().orElse(DEFAULT_AT_MOST)));
    }
}
