package org.securemessaging.mailets;

import com.google.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetException;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.MessageJudge;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ArchiveAttributes;
import org.securemessaging.pipeline.archive.MailReader;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files a journal report of each mail with every target that {@code securemessaging.xml} names. A
 * mail does not go on before all of them have it: it waits in James's spool queue.
 *
 * <pre>{@code
 * <mailet match="All" class="org.securemessaging.mailets.ArchiveDecrypted">
 *   <mails>all</mails>
 *   <onUnavailable>wait</onUnavailable>
 *   <delay>10s</delay>
 *   <longestDelay>5min</longestDelay>
 * </mailet>
 * }</pre>
 *
 * <p>Parameters: {@code mails} ({@code all}, {@code encrypted}); {@code tells} ({@code report},
 * {@code bounce}); {@code onUnavailable} ({@code wait}, {@code continue}); {@code delay}, {@code
 * longestDelay}, {@code waitAtMost} (lengths of time); {@code thereafter} ({@code continue}, or the
 * processor that mails go to that have waited as long as they may). Thread safe.
 */
public final class ArchiveDecrypted extends GenericMailet {
    static final String MAILS = "mails";
    static final String TELLS = "tells";
    static final String ON_UNAVAILABLE = "onUnavailable";
    static final String THEREAFTER = "thereafter";
    static final Set<String> PARAMETERS =
            Set.of(
                    MAILS,
                    TELLS,
                    ON_UNAVAILABLE,
                    WaitingPlan.DELAY,
                    WaitingPlan.LONGEST_DELAY,
                    WaitingPlan.WAIT_AT_MOST,
                    THEREAFTER);

    private static final Logger LOGGER = LoggerFactory.getLogger(ArchiveDecrypted.class);
    private static final RecordKind[] TOLD = {RecordKind.REPORT, RecordKind.BOUNCE};
    private static final String CONTINUE = "continue";
    private static final Pattern PROCESSOR = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    /** Which mails are archived. */
    enum Mails {
        ALL,
        ENCRYPTED
    }

    /** What is done with a mail while a target is unavailable. */
    enum OnUnavailable {
        WAIT,
        CONTINUE
    }

    private final Archive archive;
    private final MailReader reader;
    private final SpoolQueue spool;
    private final SpoolLimits limits;
    private final Clock clock;
    private final Guard guard = new Guard("ArchiveDecrypted");
    private ArchiveStep step;
    private WaitingRoom waiting;
    private OnUnavailable onUnavailable = OnUnavailable.WAIT;
    private Optional<String> processor = Optional.empty();

    /**
     * Takes what it needs.
     *
     * @param archive makes and files records
     * @param reader says what James knows of a mail
     * @param spool where mails wait
     * @param judge says how much of a message is kept where
     * @param clock says when
     */
    @Inject
    public ArchiveDecrypted(
            Archive archive, MailReader reader, SpoolQueue spool, MessageJudge judge, Clock clock) {
        this.archive = archive;
        this.reader = reader;
        this.spool = spool;
        // No mail is too large for the archive.
        this.limits =
                new SpoolLimits(
                        judge.spool().memoryThreshold(),
                        Long.MAX_VALUE,
                        judge.spool().temporaryFolder());
        this.clock = clock;
    }

    @Override
    public void init() throws MessagingException {
        Parameters parameters = new Parameters("ArchiveDecrypted", this, PARAMETERS);
        step =
                new ArchiveStep(
                        archive,
                        reader,
                        limits,
                        parameters.word(TELLS, TOLD).orElse(RecordKind.REPORT),
                        parameters.word(MAILS, Mails.values()).orElse(Mails.ALL)
                                == Mails.ENCRYPTED);
        onUnavailable =
                parameters.word(ON_UNAVAILABLE, OnUnavailable.values()).orElse(onUnavailable);
        WaitingPlan plan = WaitingPlan.read("ArchiveDecrypted", parameters);
        waiting = new WaitingRoom(plan, ArchiveAttributes.WAITING, spool, clock);
        processor =
                parameters
                        .value(
                                THEREAFTER,
                                "continue, or a processor's name in lower case",
                                name -> Optional.of(name).filter(PROCESSOR.asMatchPredicate()))
                        .filter(name -> !name.equals(CONTINUE));
        if (processor.isPresent() && plan.atMost().isEmpty()) {
            throw new MailetException(
                    "ArchiveDecrypted: thereafter is of no use without waitAtMost");
        }
        if (archive.isEmpty()) {
            throw new MailetException(
                    "ArchiveDecrypted: securemessaging.xml names no target; accepted in <archive>"
                            + " are folder, repository and journal");
        }
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return processor.stream().map(ProcessingState::new).toList();
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        if (waiting.isTooEarly(mail)) {
            guard.requireDone(mail, () -> waiting.sendBack(mail));
            return;
        }
        ArchiveAttempt attempt =
                guard.attempt(mail, () -> step.attempt(mail)).orElseGet(ArchiveAttempt::failed);
        guard.requireDone(mail, () -> follow(mail, attempt));
    }

    @Override
    public String getMailetInfo() {
        return "Archives mail as journal reports";
    }

    @Override
    public void destroy() {
        try {
            spool.close();
        } catch (IOException e) {
            LOGGER.warn("The spool queue can't be closed", e);
        }
    }

    private void follow(Mail mail, ArchiveAttempt attempt) throws MessagingException {
        if (attempt.complete()) {
            attempt.key().ifPresent(key -> ArchiveAttributes.archived(mail, key));
            ArchiveAttributes.over(mail);
            LOGGER.info("Mail {}: archived with {}", mail.getName(), attempt.filed());
        } else if (onUnavailable == OnUnavailable.CONTINUE || waiting.isOver(mail)) {
            LOGGER.error(
                    "Mail {} goes on though it is not archived: {}",
                    mail.getName(),
                    attempt.problems());
            ArchiveAttributes.over(mail);
            if (onUnavailable == OnUnavailable.WAIT) {
                processor.ifPresent(mail::setState);
            }
        } else {
            attempt.key().ifPresent(key -> ArchiveAttributes.pending(mail, key, attempt.filed()));
            waiting.admit(mail, "it can't be archived: " + attempt.problems());
        }
    }
}
