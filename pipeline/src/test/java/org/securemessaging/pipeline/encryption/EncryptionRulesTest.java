package org.securemessaging.pipeline.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.pipeline.encryption.EncryptionMode.MANDATORY;
import static org.securemessaging.pipeline.encryption.EncryptionMode.ON_REQUEST;
import static org.securemessaging.pipeline.encryption.RestPolicy.ALL_OR_BOUNCE;
import static org.securemessaging.pipeline.encryption.RestPolicy.ENCRYPT_AND_BOUNCE_REST;
import static org.securemessaging.pipeline.encryption.RestPolicy.ENCRYPT_AND_CLEAR_REST;
import static org.securemessaging.pipeline.encryption.RestPolicy.NEVER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.pipeline.encryption.RuleScope.Side;

class EncryptionRulesTest {
    private static final MailAddress SENDER = address("alice@own.example");

    private final Map<RuleScope, EncryptionRule> special = new LinkedHashMap<>();

    @Test
    void termsShouldBeThoseOfTheDefaultsWhenNothingIsSaid() {
        EncryptionTerms terms = terms("bob@rec.example");

        assertThat(terms.policy()).isEqualTo(ENCRYPT_AND_BOUNCE_REST);
        assertThat(terms.mode()).isEqualTo(ON_REQUEST);
        assertThat(terms.domainKeys()).isEqualTo(DomainKeys.OFF);
        assertThat(terms.gateway())
                .isEqualTo(address("domain-confidentiality-authority@rec.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "bob@rec.example,       NEVER",
        "BOB@REC.example,       NEVER",
        "carol@rec.example,     ENCRYPT_AND_CLEAR_REST",
        "bob@sub.rec.example,   ALL_OR_BOUNCE",
        "bob@a.sub.rec.example, ALL_OR_BOUNCE",
        "bob@xrec.example,      ENCRYPT_AND_BOUNCE_REST",
        "bob@example,           ENCRYPT_AND_BOUNCE_REST",
    })
    void termsShouldBeThoseOfTheNarrowestRule(String recipient, RestPolicy expected) {
        policy(Side.RECIPIENT, "bob@rec.example", NEVER);
        policy(Side.RECIPIENT, "rec.example", ENCRYPT_AND_CLEAR_REST);
        policy(Side.RECIPIENT, "*.rec.example", ALL_OR_BOUNCE);

        assertThat(terms(recipient).policy()).isEqualTo(expected);
    }

    @Test
    void termsShouldBeInheritedWhereTheNarrowestRuleSaysNothing() {
        special.put(
                scope(Side.RECIPIENT, "bob@rec.example"),
                EncryptionRule.EMPTY.with(Optional.empty(), Optional.of(MANDATORY)));
        policy(Side.RECIPIENT, "rec.example", ALL_OR_BOUNCE);

        assertThat(terms("bob@rec.example").mode()).isEqualTo(MANDATORY);
        assertThat(terms("bob@rec.example").policy()).isEqualTo(ALL_OR_BOUNCE);
    }

    @ParameterizedTest
    @CsvSource({
        "ENCRYPT_AND_CLEAR_REST, ALL_OR_BOUNCE, ALL_OR_BOUNCE",
        "ALL_OR_BOUNCE, NEVER, ALL_OR_BOUNCE",
        "NEVER, NEVER, NEVER",
    })
    void termsShouldBeTheStricterWhenBothSidesSaySomething(
            RestPolicy sender, RestPolicy recipient, RestPolicy expected) {
        policy(Side.SENDER, "own.example", sender);
        policy(Side.RECIPIENT, "rec.example", recipient);

        assertThat(terms("bob@rec.example").policy()).isEqualTo(expected);
    }

    @Test
    void termsShouldBeMilderThanTheGeneralRuleWhenOneSideSaysSo() {
        policy(Side.SENDER, "alice@own.example", NEVER);

        assertThat(terms("bob@rec.example").policy()).isEqualTo(NEVER);
    }

    @ParameterizedTest
    @CsvSource({
        "rec.example, true",
        "*.rec.example, true",
        "bob@rec.example, true",
        "xn--bcher-kva.example, true",
        "*.bob@rec.example, false",
        "@rec.example, false",
        "bob@, false",
        "rec example, false",
        "*, false",
    })
    void parseShouldTakeAddressesAndDomainsAlone(String text, boolean accepted) {
        assertThat(RuleScope.parse(Side.SENDER, text).isPresent()).isEqualTo(accepted);
    }

    private void policy(Side side, String name, RestPolicy policy) {
        special.put(
                scope(side, name),
                EncryptionRule.EMPTY.with(Optional.of(policy), Optional.empty()));
    }

    private EncryptionTerms terms(String recipient) {
        return new EncryptionRules(EncryptionRule.EMPTY, special)
                .terms(List.of(SENDER), address(recipient));
    }

    private static RuleScope scope(Side side, String name) {
        return RuleScope.parse(side, name).orElseThrow();
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }
}
