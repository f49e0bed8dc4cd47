package org.securemessaging.mailets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.MailetException;
import org.securemessaging.cms.message.HeaderProtection;
import org.securemessaging.pipeline.encryption.EncryptionMode;
import org.securemessaging.pipeline.encryption.EncryptionTriggers;
import org.securemessaging.pipeline.encryption.HeaderTrigger;
import org.securemessaging.pipeline.encryption.LeaveEncrypted;
import org.securemessaging.pipeline.encryption.RestPolicy;

/**
 * What {@link SMIMEEncrypt} is told. Immutable.
 *
 * @param policy instead of the general policy of securemessaging.xml
 * @param mode instead of its general mode
 * @param leave which mail that is encrypted already stays as it is
 * @param triggers how senders ask for encryption
 * @param removeTrigger whether that is taken out of the header
 * @param protection whether the header goes inside, and Subject is hidden
 * @param compress whether content is compressed
 * @param tripleWrap whether messages are signed within and around the envelope
 * @param refusesUnsigned whether mail is refused that there is no key for then
 * @param waits whether mail waits while something is away
 * @param waiting how long
 */
record EncryptionParameters(
        Optional<RestPolicy> policy,
        Optional<EncryptionMode> mode,
        LeaveEncrypted leave,
        EncryptionTriggers triggers,
        boolean removeTrigger,
        HeaderProtection protection,
        boolean compress,
        boolean tripleWrap,
        boolean refusesUnsigned,
        boolean waits,
        WaitingPlan waiting) {
    static final Set<String> NAMES =
            Set.of(
                    "policy",
                    "mode",
                    "leaveEncrypted",
                    "subject",
                    "header",
                    "sensitivity",
                    "removeTrigger",
                    "hideSubject",
                    "compress",
                    "tripleWrap",
                    "onMissingKey",
                    "onUnavailable",
                    WaitingPlan.DELAY,
                    WaitingPlan.LONGEST_DELAY,
                    WaitingPlan.WAIT_AT_MOST);

    /** A sender learns on the same day that a mail did not go out. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);

    /** RFC 4021 §2.1.55, and as Outlook writes it. */
    private enum Sensitivity {
        PERSONAL,
        PRIVATE,
        COMPANY_CONFIDENTIAL
    }

    private enum OnMissingKey {
        PASS,
        REFUSE
    }

    private enum OnUnavailable {
        WAIT,
        REFUSE
    }

    static EncryptionParameters read(Parameters parameters) throws MessagingException {
        requireClosedDoors(parameters);
        WaitingPlan plan = WaitingPlan.read("SMIMEEncrypt", parameters);
        return new EncryptionParameters(
                parameters.word("policy", RestPolicy.values()),
                parameters.word("mode", EncryptionMode.values()),
                parameters
                        .word("leaveEncrypted", LeaveEncrypted.values())
                        .orElse(LeaveEncrypted.SMIME),
                triggers(parameters),
                parameters.truth("removeTrigger", true),
                parameters.truth("hideSubject", false)
                        ? HeaderProtection.HIDDEN
                        : HeaderProtection.NONE,
                parameters.truth("compress", false),
                parameters.truth("tripleWrap", false),
                parameters.word("onMissingKey", OnMissingKey.values()).orElse(OnMissingKey.PASS)
                        == OnMissingKey.REFUSE,
                parameters.word("onUnavailable", OnUnavailable.values()).orElse(OnUnavailable.WAIT)
                        == OnUnavailable.WAIT,
                new WaitingPlan(
                        plan.first(),
                        plan.longest(),
                        plan.atMost().or(() -> Optional.of(LONGEST_WAIT))));
    }

    private static EncryptionTriggers triggers(Parameters parameters) throws MessagingException {
        List<String> tags =
                parameters.values(
                        "subject",
                        "one or more texts with commas between them",
                        text -> Optional.of(text).filter(tag -> !tag.isEmpty()));
        List<HeaderTrigger> fields =
                new ArrayList<>(
                        parameters.values(
                                "header",
                                "one or more of Name or Name: value, with commas between them",
                                HeaderTrigger::parse));
        parameters.words("sensitivity", Sensitivity.values()).stream()
                .map(each -> each.name().replace('_', '-'))
                .map(value -> new HeaderTrigger("Sensitivity", Optional.of(value)))
                .forEach(fields::add);
        return new EncryptionTriggers(tags, fields);
    }

    /** What James would do then is to let the mail go on, in clear. */
    private static void requireClosedDoors(Parameters parameters) throws MessagingException {
        for (String[] open :
                List.of(
                        new String[] {"onMailetException", "ignore"},
                        new String[] {"onMatchException", "nomatch"})) {
            if (parameters.text(open[0]).filter(open[1]::equalsIgnoreCase).isPresent()) {
                throw new MailetException(
                        "SMIMEEncrypt: %s is \"%s\", which would let mail go on in clear; accepted is a processor's name"
                                .formatted(open[0], open[1]));
            }
        }
    }
}
