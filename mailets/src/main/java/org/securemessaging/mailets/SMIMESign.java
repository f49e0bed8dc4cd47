package org.securemessaging.mailets;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.message.HeaderProtection;
import org.securemessaging.cms.sign.MessageSigner;
import org.securemessaging.cms.sign.SigningException;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningRequest;
import org.securemessaging.cms.sign.SigningUnavailableException;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.mailets.SigningParameters.Turn;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.MimeLimitException;
import org.securemessaging.pipeline.DefaultDomain;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.SendingRights;
import org.securemessaging.pipeline.archive.SpoolQueue;
import org.securemessaging.pipeline.engine.SigningEngine;
import org.securemessaging.pipeline.message.RawMessage;
import org.securemessaging.pipeline.message.WaitingMarks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs mail of users who logged in, with the sender's own key or else the domain's.
 *
 * <p>A mail is signed only if the user who handed it in over SMTP or JMAP is its author, its sender
 * if one is named, and its reverse-path, by the name or by an alias that James has for the user;
 * anything else goes on unsigned, so that no one signs as another. The signed message takes the
 * place of the original in one step, after its own signature was verified; whatever goes wrong
 * before, the mail stays as it was.
 *
 * <pre>{@code
 * <mailet match="All" class="org.securemessaging.mailets.SMIMESign">
 *   <onMissingKey>pass</onMissingKey>
 *   <onFailure>fail</onFailure>
 *   <onUnavailable>wait</onUnavailable>
 * </mailet>
 * }</pre>
 *
 * <p>Parameters: {@code form}, {@code digest}, {@code rsaPadding}, {@code chain}, {@code keys},
 * {@code domainKeys}, {@code aliases}, {@code protectHeaders}, {@code footer}, {@code timestamp},
 * {@code timestampRequired}, {@code signSigned}, {@code signEncrypted}, {@code signBounces}, {@code
 * signLists}, {@code onMissingKey}, {@code onFailure}, {@code onUnavailable}, {@code delay}, {@code
 * longestDelay} and {@code waitAtMost}; {@code docs/mailets/SMIMESign.md} describes them. Thread
 * safe.
 */
public final class SMIMESign extends GenericMailet {
    static final Set<String> PARAMETERS = SigningParameters.NAMES;

    private static final WaitingMarks MARKS = new WaitingMarks("org.securemessaging.sign.");

    private static final Logger LOGGER = LoggerFactory.getLogger(SMIMESign.class);

    private final SigningEngine engine;
    private final Submitter submitter;
    private final SendingRights rights;
    private final SpoolQueue spool;
    private final Clock clock;
    private final Guard guard = new Guard("SMIMESign");
    private Optional<SigningParameters> parameters = Optional.empty();
    private Optional<MessageSigner> signer = Optional.empty();
    private Optional<MessageSigner> unstamped = Optional.empty();
    private Optional<WaitingRoom> waiting = Optional.empty();

    /**
     * Takes the engine.
     *
     * @param engine keys and what signs with them
     * @param defaultDomain the domain of users who log in without one
     * @param rights which aliases users have
     * @param spool where mails wait
     * @param clock says when
     */
    @Inject
    public SMIMESign(
            SigningEngine engine,
            DefaultDomain defaultDomain,
            SendingRights rights,
            SpoolQueue spool,
            Clock clock) {
        this.engine = engine;
        this.rights = rights;
        this.submitter = new Submitter(defaultDomain);
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public void init() throws MessagingException {
        SigningParameters read =
                SigningParameters.read(new Parameters("SMIMESign", this, PARAMETERS));
        signer = Optional.of(engine.signer(read.settings(), read.timestamp()));
        unstamped = Optional.of(engine.signer(read.settings(), Optional.empty()));
        waiting = Optional.of(new WaitingRoom(read.waiting(), MARKS, spool, clock));
        parameters = Optional.of(read);
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return parameters.stream()
                .flatMap(
                        read ->
                                Stream.concat(
                                        Stream.of(read.onMissingKey(), read.onFailure()),
                                        read.onUnavailable().stream()))
                .filter(Turn.Processor.class::isInstance)
                .map(turn -> new ProcessingState(((Turn.Processor) turn).name()))
                .distinct()
                .toList();
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        WaitingRoom room = waiting.orElseThrow();
        if (room.isTooEarly(mail)) {
            guard.requireDone(mail, () -> room.sendBack(mail));
            return;
        }
        Outcome outcome = guard.attempt(mail, () -> sign(mail)).orElse(Outcome.FAILED);
        if (outcome == Outcome.UNAVAILABLE && parameters().onUnavailable().isEmpty()) {
            if (!room.isOver(mail)) {
                guard.requireDone(mail, () -> room.admit(mail, "it can't be signed now"));
                return;
            }
            LOGGER.error("Mail {} waited in vain to be signed", mail.getName());
            outcome = Outcome.FAILED;
        }
        MARKS.over(mail);
        switch (outcome) {
            case SIGNED, LEFT -> {}
            case UNAVAILABLE ->
                    take(
                            parameters().onUnavailable().orElseThrow(),
                            mail,
                            "it can't be signed now");
            case NO_KEY ->
                    take(parameters().onMissingKey(), mail, "there is no key to sign it with");
            case FAILED -> take(parameters().onFailure(), mail, "it could not be signed");
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
        return "Signs mail with S/MIME";
    }

    /** What became of a mail. */
    private enum Outcome {
        SIGNED,
        LEFT,
        NO_KEY,
        UNAVAILABLE,
        FAILED
    }

    private Outcome sign(Mail mail) throws Exception {
        Optional<MailAddress> user = submitter.of(mail);
        if (user.isEmpty()) {
            LOGGER.debug("Mail {} not signed: nobody logged in to send it", mail.getName());
            return Outcome.LEFT;
        }
        RawMessage raw = new RawMessage(mail, engine.spool());
        try (InputStream in = raw.open();
                MessageBytes message = MessageBytes.read(in, engine.spool())) {
            Entity entity = engine.read(message);
            Optional<String> exempt =
                    parameters().exemptions().of(mail, entity, engine.encrypted());
            if (exempt.isPresent()) {
                return left(mail, exempt.get());
            }
            SenderClaim claim =
                    SenderClaim.of(
                            entity.header(),
                            reversePath(mail),
                            address -> isOf(user.get(), address));
            if (claim instanceof SenderClaim.Own own) {
                return sign(mail, raw, message, own.author());
            }
            return left(mail, ((SenderClaim.Doubtful) claim).why());
        } catch (SigningUnavailableException | VaultUnavailableException e) {
            LOGGER.warn("Mail {} can't be signed now", mail.getName(), e);
            return Outcome.UNAVAILABLE;
        } catch (SigningException | MimeLimitException | MessageTooLargeException e) {
            LOGGER.warn("Mail {} could not be signed", mail.getName(), e);
            return Outcome.FAILED;
        }
    }

    private boolean isOf(MailAddress user, MailAddress address) {
        return address.equals(user) || (parameters().aliases() && rights.isAlias(user, address));
    }

    private static Outcome left(Mail mail, String why) {
        LOGGER.info("Mail {} not signed: {}", mail.getName(), why);
        return Outcome.LEFT;
    }

    private Outcome sign(Mail mail, RawMessage raw, MessageBytes message, MailAddress author)
            throws IOException, MessagingException {
        Optional<SigningIdentity> identity =
                engine.identity(author, parameters().domainKeys(), parameters().everyKind());
        if (identity.isEmpty()) {
            LOGGER.info("Mail {} not signed: there is no key for {}", mail.getName(), author);
            return Outcome.NO_KEY;
        }
        SigningRequest request =
                new SigningRequest(
                        engine.now(),
                        parameters().form(),
                        parameters().protectHeaders()
                                ? HeaderProtection.CLEAR
                                : HeaderProtection.NONE,
                        parameters().footer(),
                        IDN.toASCII(author.domain()));
        try (MessageBytes signed = sign(mail, message, identity.get(), request);
                InputStream in = signed.octets().open()) {
            raw.replaceWith(in);
        }
        LOGGER.info("Mail {} signed with the {}", mail.getName(), identity.get().keys());
        return Outcome.SIGNED;
    }

    private MessageBytes sign(
            Mail mail, MessageBytes message, SigningIdentity identity, SigningRequest request) {
        try {
            return signer.orElseThrow().sign(message, identity, request);
        } catch (SigningUnavailableException e) {
            if (parameters().timestamp().isEmpty() || parameters().timestampRequired()) {
                throw e;
            }
            LOGGER.warn("Mail {} is signed without a timestamp", mail.getName(), e);
            return unstamped.orElseThrow().sign(message, identity, request);
        }
    }

    /** What James gives to bounces and logs says nothing of keys. */
    private static void take(Turn turn, Mail mail, String why) throws MessagingException {
        if (turn instanceof Turn.Fail) {
            throw new MessagingException("SMIMESign could not handle this mail: " + why);
        }
        if (turn instanceof Turn.Processor processor) {
            mail.setErrorMessage("This mail was not signed: " + why);
            mail.setState(processor.name());
        }
    }

    /** One that can't be read is nobody's, which is not to say that it is the null sender. */
    static Optional<MailAddress> reversePath(Mail mail) {
        return mail.getMaybeSender()
                .asOptional()
                .map(
                        address ->
                                MailAddress.parse(address.asString())
                                        .orElseGet(() -> new MailAddress("", "")));
    }

    private SigningParameters parameters() {
        return parameters.orElseThrow();
    }
}
