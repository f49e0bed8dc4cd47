package org.securemessaging.mailets;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.encrypt.MessageEncryptor;
import org.securemessaging.cms.encrypt.MessageNotEncryptableException;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningUnavailableException;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.pipeline.DefaultDomain;
import org.securemessaging.pipeline.EncryptionMetrics;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.SendingRights;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.encryption.Addressee;
import org.securemessaging.pipeline.encryption.EncryptionDecision;
import org.securemessaging.pipeline.encryption.EncryptionDecision.Deliver;
import org.securemessaging.pipeline.encryption.EncryptionDecision.Later;
import org.securemessaging.pipeline.encryption.EncryptionPlanner;
import org.securemessaging.pipeline.encryption.OutgoingMail;
import org.securemessaging.pipeline.encryption.RefusalReason;
import org.securemessaging.pipeline.encryption.ShownAddresses;
import org.securemessaging.pipeline.engine.EncryptionEngine;
import org.securemessaging.pipeline.engine.SigningEngine;
import org.securemessaging.pipeline.message.RawMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts outgoing mail for those recipients who have a certificate, and does with the others what
 * {@code <encryption>} in {@code securemessaging.xml} says: nobody gets in clear what should not
 * leave so. It splits the mail where recipients get different messages, and tells the sender who
 * did not get it. Put it first in its processor: parts, and mail that waited, start there anew.
 *
 * <pre>{@code
 * <mailet match="All" class="org.securemessaging.mailets.SMIMEEncrypt">
 *   <subject>[encrypt]</subject>
 * </mailet>
 * }</pre>
 *
 * <p>Parameters: {@code policy}, {@code mode}, {@code leaveEncrypted}, {@code subject}, {@code
 * header}, {@code sensitivity}, {@code removeTrigger}, {@code hideSubject}, {@code compress},
 * {@code tripleWrap}, {@code onMissingKey}, {@code onUnavailable}, {@code delay}, {@code
 * longestDelay} and {@code waitAtMost}; {@code docs/mailets/SMIMEEncrypt.md} describes them. Thread
 * safe.
 */
public final class SMIMEEncrypt extends GenericMailet {
    static final Set<String> PARAMETERS = EncryptionParameters.NAMES;

    private static final Logger LOGGER = LoggerFactory.getLogger(SMIMEEncrypt.class);

    private final EncryptionEngine engine;
    private final SigningEngine signing;
    private final SendingRights rights;
    private final EncryptionMetrics metrics;
    private final SpoolQueue spool;
    private final DefaultDomain domain;
    private final Submitter submitter;
    private final Clock clock;
    private final Guard guard = new Guard("SMIMEEncrypt");
    private EncryptionParameters parameters;
    private EncryptionPlanner planner;
    private WaitingRoom waiting;
    private TripleWrap wrap;
    private EncryptedDelivery delivery;

    /**
     * Takes what it needs.
     *
     * @param engine decides and encrypts
     * @param signing signs within and around envelopes
     * @param rights in whose name users may send
     * @param metrics counts
     * @param spool where mails wait, and parts go
     * @param domain the domain of notices, and of users who log in without one
     * @param clock says when
     */
    @Inject
    public SMIMEEncrypt(
            EncryptionEngine engine,
            SigningEngine signing,
            SendingRights rights,
            EncryptionMetrics metrics,
            SpoolQueue spool,
            DefaultDomain domain,
            Clock clock) {
        this.engine = engine;
        this.signing = signing;
        this.rights = rights;
        this.metrics = metrics;
        this.spool = spool;
        this.domain = domain;
        this.submitter = new Submitter(domain);
        this.clock = clock;
    }

    @Override
    public void init() throws MessagingException {
        parameters = EncryptionParameters.read(new Parameters("SMIMEEncrypt", this, PARAMETERS));
        planner = engine.planner(parameters.policy(), parameters.mode());
        waiting = new WaitingRoom(parameters.waiting(), EncryptionMarks.WAITING, spool, clock);
        MessageEncryptor encryptor = engine.encryptor();
        wrap = new TripleWrap(signing, submitter, rights, encryptor);
        delivery =
                new EncryptedDelivery(
                        engine,
                        metrics,
                        encryptor,
                        wrap,
                        parameters,
                        new MailParts(spool, engine.spool()),
                        new SenderNotice(getMailetContext(), engine, domain),
                        domain);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        if (waiting.isTooEarly(mail)) {
            guard.requireDone(mail, () -> waiting.sendBack(mail));
        } else {
            guard.requireDone(mail, () -> encryptOrCount(mail));
        }
    }

    @Override
    public String getMailetInfo() {
        return "Encrypts mail with S/MIME";
    }

    @Override
    public void destroy() {
        try {
            spool.close();
        } catch (IOException e) {
            LOGGER.warn("The spool queue can't be closed", e);
        }
    }

    private void encryptOrCount(Mail mail) throws MessagingException, IOException {
        boolean done = false;
        try {
            encrypt(mail);
            done = true;
        } finally {
            if (!done) {
                metrics.error();
            }
        }
    }

    private void encrypt(Mail mail) throws MessagingException, IOException {
        if (EncryptionMarks.settled(mail)) {
            return;
        }
        RawMessage raw = new RawMessage(mail, engine.spool());
        Header header = raw.header(octets -> engine.read(octets).header());
        OutgoingMail outgoing = outgoing(mail, header);
        if (planner.concerns(outgoing)) {
            encrypt(mail, raw, header, outgoing);
        } else {
            withoutTrigger(raw, header);
        }
    }

    private void encrypt(Mail mail, RawMessage raw, Header header, OutgoingMail outgoing)
            throws MessagingException, IOException {
        try (InputStream in = raw.open();
                MessageBytes message = MessageBytes.read(in, engine.spool())) {
            Entity entity = engine.read(message.octets());
            if (engine.encrypted().is(entity, parameters.leave())) {
                LOGGER.debug("Mail {} is encrypted already", mail.getName());
                withoutTrigger(raw, header);
            } else {
                follow(mail, message, header, planner.decide(outgoing));
            }
        }
    }

    private void follow(Mail mail, MessageBytes message, Header header, EncryptionDecision decision)
            throws MessagingException, IOException {
        if (decision instanceof Later later) {
            putOff(mail, message, header, later);
        } else if (decision instanceof Deliver deliver) {
            deliver(mail, message, header, deliver);
        }
    }

    /** As a whole: nobody got anything yet. */
    private void putOff(Mail mail, MessageBytes message, Header header, Later later)
            throws MessagingException, IOException {
        if (parameters.waits() && !waiting.isOver(mail)) {
            metrics.waiting();
            waiting.admit(mail, "it can't be encrypted now: " + later.why());
            return;
        }
        LOGGER.error("Mail {} is refused as a whole: {} is away", mail.getName(), later.why());
        delivery.deliver(mail, message, header, later.refusal(), Optional.empty());
    }

    private void deliver(Mail mail, MessageBytes message, Header header, Deliver decision)
            throws MessagingException, IOException {
        try {
            boolean signs = parameters.tripleWrap() && !decision.groups().isEmpty();
            Optional<SigningIdentity> identity =
                    signs ? wrap.identity(mail, header) : Optional.empty();
            if (signs && identity.isEmpty() && parameters.refusesUnsigned()) {
                LOGGER.info("Mail {} is refused: there is no key to sign it", mail.getName());
                refuse(mail, message, header, RefusalReason.NO_SIGNING_KEY);
            } else {
                delivery.deliver(mail, message, header, decision, identity);
            }
        } catch (SigningUnavailableException | VaultUnavailableException e) {
            LOGGER.warn("Mail {} can't be signed now", mail.getName(), e);
            putOff(mail, message, header, new Later(addressees(mail, header), "a signing key"));
        } catch (MessageNotEncryptableException e) {
            LOGGER.warn("Mail {} can't be encrypted: {}", mail.getName(), e.getMessage());
            refuse(mail, message, header, RefusalReason.MALFORMED);
        }
    }

    private void refuse(Mail mail, MessageBytes message, Header header, RefusalReason reason)
            throws MessagingException, IOException {
        Deliver nobody = EncryptionDecision.refusing(addressees(mail, header), reason);
        delivery.deliver(mail, message, header, nobody, Optional.empty());
    }

    private void withoutTrigger(RawMessage raw, Header header)
            throws MessagingException, IOException {
        if (parameters.removeTrigger() && parameters.triggers().fire(header)) {
            raw.edit(octets -> Optional.of(parameters.triggers().removal()));
        }
    }

    private OutgoingMail outgoing(Mail mail, Header header) {
        List<MailAddress> senders = new ArrayList<>(ShownAddresses.authors(header));
        Stream.concat(
                        submitter.of(mail).stream(),
                        mail
                                .getMaybeSender()
                                .asOptional()
                                .flatMap(sender -> MailAddress.parse(sender.asString()))
                                .stream())
                .forEach(senders::add);
        boolean triggered = EncryptionMarks.requested(mail) || parameters.triggers().fire(header);
        return new OutgoingMail(
                senders.stream().distinct().toList(), addressees(mail, header), triggered);
    }

    private static List<Addressee> addressees(Mail mail, Header header) {
        Set<MailAddress> shown = ShownAddresses.of(header);
        return mail.getRecipients().stream()
                .map(recipient -> addressee(recipient.asString(), shown))
                .distinct()
                .toList();
    }

    private static Addressee addressee(String written, Set<MailAddress> shown) {
        // James's addresses have a domain always.
        MailAddress address =
                MailAddress.parse(written).orElseGet(() -> new MailAddress(written, ""));
        return new Addressee(written, address, shown.contains(address));
    }
}
