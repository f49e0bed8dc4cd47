package org.securemessaging.pipeline.configuration;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.KeyTransport;
import org.securemessaging.pipeline.encryption.DomainKeys;
import org.securemessaging.pipeline.encryption.EncryptionMode;
import org.securemessaging.pipeline.encryption.EncryptionRule;
import org.securemessaging.pipeline.encryption.EncryptionRules;
import org.securemessaging.pipeline.encryption.RestPolicy;
import org.securemessaging.pipeline.encryption.RuleScope;
import org.securemessaging.pipeline.encryption.RuleScope.Side;

/** Reads the rules of {@code <encryption>}: the general one, and those for some. */
final class EncryptionRuleReader {
    private static final String SCOPES =
            "a mail address, a domain, or *. and a domain for all below it";
    private static final String CIPHERS =
            Arrays.stream(ContentCipher.values())
                    .map(ContentCipher::word)
                    .collect(Collectors.joining(", "));

    private EncryptionRuleReader() {}

    static EncryptionRules read(ConfigurationElement element) {
        EncryptionRule general = rule(element, Optional.empty(), List.of());
        Map<RuleScope, EncryptionRule> special = new LinkedHashMap<>();
        for (ConfigurationElement each : element.sections("rule")) {
            special(each, special);
        }
        return new EncryptionRules(general, special);
    }

    static List<ContentCipher> ciphers(ConfigurationElement element, String name) {
        return element.values(
                name,
                CIPHERS,
                text ->
                        ContentCipher.ofWord(text)
                                .orElseThrow(() -> new IllegalArgumentException("no cipher")));
    }

    private static void special(
            ConfigurationElement element, Map<RuleScope, EncryptionRule> special) {
        List<RuleScope> scopes =
                Stream.of(Side.RECIPIENT, Side.SENDER)
                        .flatMap(side -> scopes(element, side).stream())
                        .toList();
        EncryptionRule rule =
                rule(
                        element,
                        element.value("gateway", "a mail address", EncryptionRuleReader::address),
                        ciphers(element, "readableCipher"));
        element.finish();
        if (scopes.isEmpty() && !rule.equals(EncryptionRule.EMPTY)) {
            throw element.refusal("recipient", "", SCOPES + ", in <recipient> or <sender>");
        }
        for (RuleScope scope : scopes) {
            if (special.putIfAbsent(scope, rule) != null) {
                throw element.refusal(
                        Values.word(scope.side()), scope.name(), "one rule for each, not two");
            }
        }
    }

    private static List<RuleScope> scopes(ConfigurationElement element, Side side) {
        return element.values(
                Values.word(side),
                SCOPES,
                text ->
                        RuleScope.parse(side, text)
                                .orElseThrow(() -> new IllegalArgumentException("no scope")));
    }

    private static EncryptionRule rule(
            ConfigurationElement element,
            Optional<MailAddress> gateway,
            List<ContentCipher> readable) {
        return new EncryptionRule(
                Values.word(element, "policy", RestPolicy.values()),
                Values.word(element, "mode", EncryptionMode.values()),
                element.values("additional", "a mail address", EncryptionRuleReader::address),
                Values.word(element, "domainKeys", DomainKeys.values()),
                gateway,
                readable,
                element.value("keyTransport", "pkcs1, oaep", EncryptionRuleReader::transport));
    }

    private static KeyTransport transport(String text) {
        return switch (text) {
            case "pkcs1" -> KeyTransport.PKCS1_V1_5;
            case "oaep" -> KeyTransport.OAEP;
            default -> throw new IllegalArgumentException("unknown word");
        };
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(ArchiveSettings.mailAddress(text))
                .orElseThrow(() -> new IllegalArgumentException("no address"));
    }
}
