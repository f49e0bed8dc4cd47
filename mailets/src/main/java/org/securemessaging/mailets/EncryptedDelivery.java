package org.securemessaging.mailets;

import static org.securemessaging.pipeline.encryption.RefusalReason.ADDITIONAL;

import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.metrics.api.TimeMetric;
import org.apache.mailet.Mail;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.EncryptionRequest;
import org.securemessaging.cms.encrypt.MessageEncryptor;
import org.securemessaging.cms.message.HeaderProtection;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.mailets.MailParts.Part;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderEdit;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.pipeline.DefaultDomain;
import org.securemessaging.pipeline.EncryptionMetrics;
import org.securemessaging.pipeline.encryption.Addressee;
import org.securemessaging.pipeline.encryption.EncryptedGroup;
import org.securemessaging.pipeline.encryption.EncryptionDecision.Deliver;
import org.securemessaging.pipeline.encryption.Refusal;
import org.securemessaging.pipeline.encryption.RefusedMail;
import org.securemessaging.pipeline.engine.EncryptionEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with a mail what was decided. Thread safe. */
final class EncryptedDelivery {
    private static final Logger LOGGER = LoggerFactory.getLogger(EncryptedDelivery.class);
    private static final Set<String> BLIND = Set.of("bcc", "resent-bcc");

    private final EncryptionEngine engine;
    private final EncryptionMetrics metrics;
    private final MessageEncryptor encryptor;
    private final TripleWrap wrap;
    private final EncryptionParameters parameters;
    private final MailParts parts;
    private final SenderNotice notice;
    private final DefaultDomain domain;

    EncryptedDelivery(
            EncryptionEngine engine,
            EncryptionMetrics metrics,
            MessageEncryptor encryptor,
            TripleWrap wrap,
            EncryptionParameters parameters,
            MailParts parts,
            SenderNotice notice,
            DefaultDomain domain) {
        this.engine = engine;
        this.metrics = metrics;
        this.encryptor = encryptor;
        this.wrap = wrap;
        this.parameters = parameters;
        this.parts = parts;
        this.notice = notice;
        this.domain = domain;
    }

    /**
     * Does it. Whatever goes wrong, the mail has those of its recipients who got nothing yet, and
     * its own message.
     *
     * @param signs who signs within and around the envelopes, if anybody does
     * @throws org.securemessaging.cms.encrypt.MessageNotEncryptableException if the message is made
     *     so that it can't be encrypted; nothing is done then
     */
    void deliver(
            Mail mail,
            MessageBytes message,
            Header header,
            Deliver decision,
            Optional<SigningIdentity> signs)
            throws MessagingException, IOException {
        List<Part> made = new ArrayList<>();
        TimeMetric timer = metrics.start();
        try (MessageBytes prepared = prepared(message, header, decision)) {
            make(mail, prepared, decision, signs, made);
            hand(mail, header, decision, made);
        } finally {
            timer.stopAndPublish();
            for (Part part : made) {
                part.message().close();
            }
        }
        metrics.done(decision);
        if (decision.refused().stream().anyMatch(each -> each.reason() == ADDITIONAL)) {
            LOGGER.error("The certificate of an additional recipient is missing: nothing leaves");
        }
        LOGGER.info(
                "Mail {}: encrypted for {} recipients in {} messages, in clear for {}, refused for {}",
                mail.getName(),
                decision.groups().stream().mapToInt(group -> group.recipients().size()).sum(),
                decision.groups().size(),
                decision.clear().size(),
                refusals(decision.refused()));
    }

    /** The message without trigger, and without the field that names blind copies. */
    private MessageBytes prepared(MessageBytes message, Header header, Deliver decision)
            throws IOException {
        boolean triggered = parameters.removeTrigger() && parameters.triggers().fire(header);
        HeaderEdit edit = triggered ? parameters.triggers().removal() : HeaderEdit.none();
        HeaderEdit blind =
                decision.groups().isEmpty()
                        ? edit
                        : edit.remove(field -> BLIND.contains(lower(field.name())));
        try (InputStream in = blind.apply(message.octets())) {
            return MessageBytes.read(in, engine.spool());
        }
    }

    private void make(
            Mail mail,
            MessageBytes message,
            Deliver decision,
            Optional<SigningIdentity> signs,
            List<Part> made)
            throws IOException {
        Map<String, MailAddress> known =
                mail.getRecipients().stream()
                        .collect(
                                Collectors.toMap(
                                        MailAddress::asString,
                                        Function.identity(),
                                        (one, other) -> one));
        if (!decision.clear().isEmpty()) {
            made.add(new Part(written(decision.clear(), known), message, true));
        }
        EncryptionRequest request =
                new EncryptionRequest(
                        engine.now(),
                        idDomain(mail),
                        parameters.protection(),
                        parameters.compress());
        if (signs.isPresent() && !decision.groups().isEmpty()) {
            Optional<MessageBytes> inside =
                    wrap.inside(message, engine.read(message.octets()), signs.get(), request);
            MessageBytes signed = inside.orElse(message);
            // What was signed just now hides what is to be hidden itself.
            EncryptionRequest around =
                    inside.isPresent() ? request.with(HeaderProtection.NONE) : request;
            try {
                make(decision, known, plan -> wrap.around(signed, signs.get(), plan, around), made);
            } finally {
                if (inside.isPresent()) {
                    signed.close();
                }
            }
        } else {
            make(decision, known, plan -> encryptor.encrypt(message, plan, request), made);
        }
    }

    private static void make(
            Deliver decision,
            Map<String, MailAddress> known,
            Function<EncryptionPlan, MessageBytes> encryption,
            List<Part> made) {
        for (EncryptedGroup group : decision.groups()) {
            made.add(
                    new Part(
                            written(group.recipients(), known),
                            encryption.apply(group.plan()),
                            false));
        }
    }

    private void hand(Mail mail, Header header, Deliver decision, List<Part> made)
            throws MessagingException, IOException {
        if (decision.refused().isEmpty()) {
            parts.split(mail, made);
            return;
        }
        parts.sendAll(mail, made);
        MailAddress sender =
                mail.getMaybeSender()
                        .asOptional()
                        .orElseThrow(
                                () ->
                                        new MessagingException(
                                                "refused, and there is nobody to tell"));
        notice.send(sender, RefusedMail.of(decision, header));
        mail.setState(Mail.GHOST);
    }

    private String idDomain(Mail mail) {
        return mail.getMaybeSender()
                .asOptional()
                .map(sender -> IDN.toASCII(sender.getDomain().asString(), IDN.ALLOW_UNASSIGNED))
                .orElseGet(domain::name);
    }

    private static List<MailAddress> written(
            Collection<Addressee> addressees, Map<String, MailAddress> known) {
        return addressees.stream().map(each -> known.get(each.written())).toList();
    }

    private static List<String> refusals(List<Refusal> refused) {
        return refused.stream()
                .map(each -> each.recipient().written() + " (" + each.reason().code() + ")")
                .toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
