package org.securemessaging.pipeline.encryption;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.pipeline.encryption.EncryptionDecision.Deliver;
import org.securemessaging.pipeline.encryption.EncryptionDecision.Later;

/**
 * Decides who gets a mail in which form. Every certificate is looked up before anything is decided,
 * so that a mail is never sent by halves: if one can't be looked up now, nothing is. Thread safe.
 */
public final class EncryptionPlanner {
    private final EncryptionRules rules;
    private final KeyFinder keys;
    private final GroupPlan groups;

    /**
     * A planner.
     *
     * @param rules what the administrator says
     * @param directory where certificates are looked up
     * @param settings how envelopes are made
     */
    public EncryptionPlanner(
            EncryptionRules rules, CertificateDirectory directory, CipherSettings settings) {
        this.rules = rules;
        this.keys = new KeyFinder(directory, settings.naming());
        this.groups = new GroupPlan(settings.ciphers());
    }

    /**
     * Whether anybody's mail is to be encrypted, if it can be. Looks nothing up.
     *
     * @param mail what there is to know of the mail
     * @return false if all get it in clear
     */
    public boolean concerns(OutgoingMail mail) {
        return mail.recipients().stream()
                .anyMatch(each -> terms(mail, each).concerns(mail.triggered()));
    }

    /**
     * Decides.
     *
     * @param mail what there is to know of the mail
     * @return what is to be done with it
     */
    public EncryptionDecision decide(OutgoingMail mail) {
        List<Concern> concerns = new ArrayList<>();
        List<Addressee> clear = new ArrayList<>();
        for (Addressee recipient : mail.recipients()) {
            EncryptionTerms terms = terms(mail, recipient);
            if (terms.concerns(mail.triggered())) {
                concerns.add(new Concern(recipient, terms, terms.rest(mail.triggered())));
            } else {
                clear.add(recipient);
            }
        }
        return new Search(keys)
                .of(concerns)
                .<EncryptionDecision>map(why -> new Later(mail.recipients(), why))
                .orElseGet(() -> settle(mail, concerns, clear));
    }

    private EncryptionTerms terms(OutgoingMail mail, Addressee recipient) {
        return rules.terms(mail.senders(), recipient.address());
    }

    private Deliver settle(OutgoingMail mail, List<Concern> concerns, List<Addressee> clear) {
        concerns.forEach(groups::settle);
        boolean allOrNobody =
                concerns.stream().anyMatch(each -> each.rest == RestPolicy.ALL_OR_BOUNCE)
                        && concerns.stream().anyMatch(each -> each.missing().isPresent());
        if (allOrNobody) {
            return refuseAll(mail, concerns);
        }
        List<Addressee> inClear = new ArrayList<>(clear);
        List<Refusal> refused = new ArrayList<>();
        List<Concern> encrypted = new ArrayList<>();
        for (Concern each : concerns) {
            if (each.missing().isEmpty()) {
                encrypted.add(each);
            } else if (each.rest == RestPolicy.ENCRYPT_AND_CLEAR_REST) {
                inClear.add(each.recipient);
            } else {
                refused.add(new Refusal(each.recipient, each.missing().get()));
            }
        }
        return new Deliver(groups.of(encrypted), inClear, refused);
    }

    private static Deliver refuseAll(OutgoingMail mail, List<Concern> concerns) {
        Map<Addressee, RefusalReason> reasons = new LinkedHashMap<>();
        mail.recipients().forEach(each -> reasons.put(each, RefusalReason.WITH_OTHERS));
        concerns.forEach(
                each -> each.missing().ifPresent(reason -> reasons.put(each.recipient, reason)));
        return new Deliver(
                List.of(),
                List.of(),
                reasons.entrySet().stream()
                        .map(each -> new Refusal(each.getKey(), each.getValue()))
                        .toList());
    }

    /** One recipient whose mail is to be encrypted, and what is found out. */
    static final class Concern {
        final Addressee recipient;
        final EncryptionTerms terms;
        final RestPolicy rest;
        final List<KeySearch.Found> found = new ArrayList<>();
        private Optional<RefusalReason> missing = Optional.empty();

        Concern(Addressee recipient, EncryptionTerms terms, RestPolicy rest) {
            this.recipient = recipient;
            this.terms = terms;
            this.rest = rest;
        }

        /** Why it can't be encrypted; the first reason stays. */
        Optional<RefusalReason> missing() {
            return missing;
        }

        void miss(RefusalReason reason) {
            missing = missing.or(() -> Optional.of(reason));
        }
    }

    /** The look-ups of one mail, each address once. */
    private static final class Search {
        private final KeyFinder keys;
        private final Map<MailAddress, KeySearch> additional = new LinkedHashMap<>();

        Search(KeyFinder keys) {
            this.keys = keys;
        }

        /** Looks up all; ends early with what is away, since then nobody gets anything. */
        Optional<String> of(List<Concern> concerns) {
            for (Concern concern : concerns) {
                KeySearch own = keys.ofRecipient(concern.recipient.address(), concern.terms);
                Optional<String> away = note(concern, own);
                if (away.isPresent()) {
                    return away;
                }
            }
            return concerns.stream().flatMap(each -> additional(each).stream()).findFirst();
        }

        private Optional<String> additional(Concern concern) {
            return concern.terms.additional().stream()
                    .map(address -> additional.computeIfAbsent(address, keys::ofAdditional))
                    .flatMap(search -> note(concern, search).stream())
                    .findFirst();
        }

        private static Optional<String> note(Concern concern, KeySearch search) {
            if (search instanceof KeySearch.Unknown unknown) {
                return Optional.of(unknown.why());
            } else if (search instanceof KeySearch.Missing missing) {
                concern.miss(missing.reason());
            } else if (search instanceof KeySearch.Found found) {
                concern.found.add(found);
            }
            return Optional.empty();
        }
    }
}
