package org.securemessaging.pipeline.encryption;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.encrypt.KeyTransport;
import org.securemessaging.pipeline.encryption.RuleScope.Side;

/**
 * All rules. On each side of a mail the narrowest rule that says something counts: address before
 * domain, domain before its parents. If the sender's rules and the recipient's both say something,
 * the stricter counts, so that what one side protects the other does not let out; if neither does,
 * the general rule. Immutable and thread safe.
 *
 * @param general holds for everyone
 * @param special the rules for some
 */
public record EncryptionRules(EncryptionRule general, Map<RuleScope, EncryptionRule> special) {
    /** RFC 3183 §5: where a domain's encryption certificate is named. */
    private static final String CONFIDENTIALITY_AUTHORITY = "domain-confidentiality-authority";

    /** Copies the map. */
    public EncryptionRules {
        special = Map.copyOf(special);
    }

    /**
     * The same rules with another policy and mode for everyone, where they are given.
     *
     * @param policy a policy
     * @param mode a mode
     * @return the rules
     */
    public EncryptionRules with(Optional<RestPolicy> policy, Optional<EncryptionMode> mode) {
        return new EncryptionRules(general.with(policy, mode), special);
    }

    /** What they come to for one recipient. */
    EncryptionTerms terms(Collection<MailAddress> senders, MailAddress recipient) {
        List<List<EncryptionRule>> senderRules =
                senders.stream().map(sender -> rules(Side.SENDER, sender)).toList();
        List<EncryptionRule> own = rules(Side.RECIPIENT, recipient);
        Set<MailAddress> additional = new LinkedHashSet<>(general.additional());
        senderRules.forEach(chain -> chain.forEach(rule -> additional.addAll(rule.additional())));
        own.forEach(rule -> additional.addAll(rule.additional()));
        return new EncryptionTerms(
                strictest(senderRules, own, EncryptionRule::policy, RestPolicy::stricter)
                        .or(general::policy)
                        .orElse(RestPolicy.ENCRYPT_AND_BOUNCE_REST),
                strictest(senderRules, own, EncryptionRule::mode, EncryptionMode::stricter)
                        .or(general::mode)
                        .orElse(EncryptionMode.ON_REQUEST),
                additional,
                ofRecipient(own, EncryptionRule::domainKeys).orElse(DomainKeys.OFF),
                // Another domain's gateway is never inherited from the general rule by accident:
                // there it would be everybody's.
                ofRecipient(own, EncryptionRule::gateway)
                        .orElseGet(
                                () ->
                                        new MailAddress(
                                                CONFIDENTIALITY_AUTHORITY, recipient.domain())),
                Set.copyOf(
                        ofRecipient(
                                        own,
                                        rule ->
                                                Optional.of(rule.ciphers())
                                                        .filter(some -> !some.isEmpty()))
                                .orElse(List.of())),
                ofRecipient(own, EncryptionRule::transport).orElse(KeyTransport.PKCS1_V1_5));
    }

    private <T> Optional<T> ofRecipient(
            List<EncryptionRule> own, Function<EncryptionRule, Optional<T>> value) {
        return narrowest(own, value).or(() -> value.apply(general));
    }

    private static <T> Optional<T> strictest(
            List<List<EncryptionRule>> senders,
            List<EncryptionRule> recipient,
            Function<EncryptionRule, Optional<T>> value,
            BinaryOperator<T> stricter) {
        return Stream.concat(senders.stream(), Stream.of(recipient))
                .flatMap(chain -> narrowest(chain, value).stream())
                .reduce(stricter);
    }

    private static <T> Optional<T> narrowest(
            List<EncryptionRule> chain, Function<EncryptionRule, Optional<T>> value) {
        return chain.stream().flatMap(rule -> value.apply(rule).stream()).findFirst();
    }

    private List<EncryptionRule> rules(Side side, MailAddress address) {
        return RuleScope.of(side, address).stream()
                .flatMap(scope -> Optional.ofNullable(special.get(scope)).stream())
                .toList();
    }
}
