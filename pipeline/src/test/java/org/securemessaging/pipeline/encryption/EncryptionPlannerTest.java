package org.securemessaging.pipeline.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.pipeline.encryption.EncryptionMode.MANDATORY;
import static org.securemessaging.pipeline.encryption.EncryptionMode.ON_REQUEST;
import static org.securemessaging.pipeline.encryption.EncryptionMode.OPPORTUNISTIC;
import static org.securemessaging.pipeline.encryption.RestPolicy.ALL_OR_BOUNCE;
import static org.securemessaging.pipeline.encryption.RestPolicy.ENCRYPT_AND_BOUNCE_REST;
import static org.securemessaging.pipeline.encryption.RestPolicy.ENCRYPT_AND_CLEAR_REST;
import static org.securemessaging.pipeline.encryption.RestPolicy.NEVER;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.SmimeCapabilities;
import org.securemessaging.cms.encrypt.CipherPolicy;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.cms.encrypt.KeyTransport;
import org.securemessaging.cms.encrypt.RecipientNaming;
import org.securemessaging.directory.lookup.Correspondents;
import org.securemessaging.pipeline.encryption.EncryptionDecision.Deliver;
import org.securemessaging.pipeline.encryption.EncryptionDecision.Later;
import org.securemessaging.pipeline.encryption.RuleScope.Side;

class EncryptionPlannerTest {
    private static final CipherSettings SETTINGS =
            new CipherSettings(CipherPolicy.DEFAULT, RecipientNaming.ISSUER_AND_SERIAL);

    private final Correspondents people = Correspondents.everyone();

    /**
     * Every policy against every state that a recipient can be in, in a mail to good@ as well: E
     * encrypted, C clear, or the reason for the refusal; first what good@ gets, then the other.
     */
    @ParameterizedTest
    @CsvSource({
        "all-or-bounce,           also,      E, E",
        "all-or-bounce,           two,       E, E",
        "all-or-bounce,           alias,     E, E",
        "all-or-bounce,           expired,   with-others, expired",
        "all-or-bounce,           revoked,   with-others, revoked",
        "all-or-bounce,           untrusted, with-others, untrusted",
        "all-or-bounce,           none,      with-others, no-certificate",
        "encrypt-and-bounce-rest, also,      E, E",
        "encrypt-and-bounce-rest, two,       E, E",
        "encrypt-and-bounce-rest, alias,     E, E",
        "encrypt-and-bounce-rest, expired,   E, expired",
        "encrypt-and-bounce-rest, revoked,   E, revoked",
        "encrypt-and-bounce-rest, untrusted, E, untrusted",
        "encrypt-and-bounce-rest, none,      E, no-certificate",
        "encrypt-and-clear-rest,  also,      E, E",
        "encrypt-and-clear-rest,  two,       E, E",
        "encrypt-and-clear-rest,  alias,     E, E",
        "encrypt-and-clear-rest,  expired,   E, C",
        "encrypt-and-clear-rest,  revoked,   E, C",
        "encrypt-and-clear-rest,  untrusted, E, C",
        "encrypt-and-clear-rest,  none,      E, C",
        "never,                   also,      C, C",
        "never,                   two,       C, C",
        "never,                   alias,     C, C",
        "never,                   expired,   C, C",
        "never,                   revoked,   C, C",
        "never,                   untrusted, C, C",
        "never,                   none,      C, C",
    })
    void decideShouldFollowThePolicyForEveryState(
            String policy, String state, String good, String other) {
        people.alias("alias@rec.example", "also@rec.example");
        RestPolicy rest = RestPolicy.valueOf(policy.toUpperCase(Locale.ROOT).replace('-', '_'));

        Map<String, String> got =
                got(decide(rules(rest, MANDATORY), false, "good", state + "@rec.example"));

        assertThat(got)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("good@rec.example", good, state + "@rec.example", other));
    }

    @ParameterizedTest
    @EnumSource(
            value = RestPolicy.class,
            names = {"ALL_OR_BOUNCE", "ENCRYPT_AND_BOUNCE_REST", "ENCRYPT_AND_CLEAR_REST"})
    void decideShouldPutOffTheWholeMailWhenTheDirectoryFailsForTheLast(RestPolicy policy) {
        String[] fifty =
                IntStream.range(0, 50)
                        .mapToObj(i -> "p" + i + "@rec.example")
                        .toArray(String[]::new);
        Arrays.stream(fifty).forEach(each -> people.add(each));
        people.failAfter(49);

        EncryptionDecision decision = decide(rules(policy, MANDATORY), false, fifty);

        assertThat(decision).isInstanceOf(Later.class);
        Deliver refusal = ((Later) decision).refusal();
        assertThat(refusal.groups()).isEmpty();
        assertThat(refusal.clear()).isEmpty();
        assertThat(got(refusal).values()).hasSize(50).containsOnly("unavailable");
    }

    @Test
    void decideShouldPutOffTheWholeMailWhenTheCrlIsAway() {
        people.loseCrl();

        assertThat(decide(rules(ENCRYPT_AND_CLEAR_REST, OPPORTUNISTIC), false, "none", "good"))
                .isInstanceOf(Later.class);
    }

    @Test
    void decideShouldNotAskTheDirectoryForWhatIsNotEncrypted() {
        assertThat(got(decide(rules(NEVER, MANDATORY), true, "a@away.example")))
                .containsOnly(Map.entry("a@away.example", "C"));
        assertThat(got(decide(rules(ALL_OR_BOUNCE, ON_REQUEST), false, "a@away.example")))
                .containsOnly(Map.entry("a@away.example", "C"));
        assertThat(people.lookUps()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ON_REQUEST,    false, C, C",
        "ON_REQUEST,    true,  E, no-certificate",
        "OPPORTUNISTIC, false, E, C",
        "OPPORTUNISTIC, true,  E, no-certificate",
        "MANDATORY,     false, E, no-certificate",
        "MANDATORY,     true,  E, no-certificate",
    })
    void decideShouldFollowTheMode(
            EncryptionMode mode, boolean triggered, String good, String none) {
        assertThat(got(decide(rules(ENCRYPT_AND_BOUNCE_REST, mode), triggered, "good", "none")))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("good@rec.example", good, "none@rec.example", none));
    }

    @Test
    void decideShouldEncryptOnceForAllWhoAreShown() {
        Deliver decision = deliver(rules(ALL_OR_BOUNCE, MANDATORY), "good", "also", "two");

        assertThat(decision.groups()).hasSize(1);
        assertThat(certificates(decision.groups().get(0)))
                .containsExactlyInAnyOrder(
                        people.certificate("good@rec.example"),
                        people.certificate("also@rec.example"),
                        people.certificate("two@rec.example"));
    }

    @Test
    void decideShouldGiveEachHiddenRecipientAMessageOfTheirOwn() {
        Deliver decision = deliver(rules(ALL_OR_BOUNCE, MANDATORY), "good", "bcc:also", "bcc:two");

        assertThat(decision.groups()).hasSize(3);
        for (EncryptedGroup group : decision.groups()) {
            assertThat(group.recipients()).hasSize(1);
            assertThat(certificates(group))
                    .containsExactly(people.certificate(group.recipients().get(0).written()));
        }
    }

    @Test
    void decideShouldChooseTheCipherThatAllCanRead() {
        people.add("gcm@rec.example", reads(CMSAlgorithm.AES128_GCM, CMSAlgorithm.AES128_CBC));

        assertThat(ciphers("gcm")).containsExactly(ContentCipher.AES_128_GCM);
        assertThat(ciphers("gcm", "good")).containsExactly(ContentCipher.AES_128_CBC);
    }

    @Test
    void decideShouldMakeTwoMessagesWhenThereIsNoCommonCipher() {
        people.add("gcm@rec.example", reads(CMSAlgorithm.AES256_GCM));
        people.add("cbc@rec.example", reads(CMSAlgorithm.AES256_CBC));

        assertThat(ciphers("gcm", "cbc"))
                .containsExactlyInAnyOrder(ContentCipher.AES_256_GCM, ContentCipher.AES_256_CBC);
    }

    @Test
    void decideShouldRefuseWhoCanReadNoAllowedCipher() {
        people.add("chacha@rec.example", reads(CMSAlgorithm.ChaCha20Poly1305));

        assertThat(got(decide(rules(ENCRYPT_AND_CLEAR_REST, MANDATORY), false, "chacha")))
                .containsOnly(Map.entry("chacha@rec.example", "C"));
        assertThat(got(decide(rules(ALL_OR_BOUNCE, MANDATORY), false, "chacha", "good")))
                .containsEntry("chacha@rec.example", "no-cipher")
                .containsEntry("good@rec.example", "with-others");
    }

    @Test
    void decideShouldTakeAProgramThatNamesNoCipherOfTodayForOneOfTheTime() {
        people.add("old@rec.example", reads(CMSAlgorithm.DES_EDE3_CBC));

        assertThat(ciphers("old")).containsExactly(ContentCipher.AES_256_CBC);
    }

    @Test
    void decideShouldEncryptToTheAdditionalRecipientsOfAllLevels() {
        for (String each : List.of("global", "domain", "address", "sender")) {
            people.add(each + "@escrow.example");
        }
        EncryptionRules rules =
                new EncryptionRules(
                        rule(ALL_OR_BOUNCE, MANDATORY, "global@escrow.example"),
                        Map.of(
                                scope(Side.RECIPIENT, "rec.example"),
                                additional("domain@escrow.example"),
                                scope(Side.RECIPIENT, "good@rec.example"),
                                additional("address@escrow.example"),
                                scope(Side.SENDER, "*.example"),
                                additional("sender@escrow.example")));

        Deliver decision = deliver(rules, "good", "also", "bcc:two");

        assertThat(decision.groups())
                .extracting(group -> names(group))
                .containsExactlyInAnyOrder(
                        Set.of("good", "global", "domain", "address", "sender"),
                        Set.of("also", "global", "domain", "sender"),
                        Set.of("two", "global", "domain", "sender"));
    }

    @Test
    void decideShouldEncryptNothingWithoutTheAdditionalCertificate() {
        EncryptionRules rules =
                new EncryptionRules(
                        rule(ENCRYPT_AND_BOUNCE_REST, MANDATORY, "lost@escrow.example"), Map.of());

        assertThat(got(decide(rules, false, "good", "none")))
                .containsEntry("good@rec.example", "additional")
                .containsEntry("none@rec.example", "no-certificate");
    }

    @Test
    void decideShouldWaitForTheAdditionalRecipientsDirectory() {
        EncryptionRules rules =
                new EncryptionRules(
                        rule(ENCRYPT_AND_BOUNCE_REST, MANDATORY, "escrow@away.example"), Map.of());

        assertThat(decide(rules, false, "good")).isInstanceOf(Later.class);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF,      good, good",
        "OFF,      none, no-certificate",
        "FALLBACK, good, good",
        "FALLBACK, none, domain-confidentiality-authority",
        "FALLBACK, expired, domain-confidentiality-authority",
        "FIRST,    good, domain-confidentiality-authority",
        "FIRST,    none, domain-confidentiality-authority",
    })
    void decideShouldUseTheDomainsKeyAsTold(DomainKeys keys, String recipient, String expected) {
        people.add("domain-confidentiality-authority@rec.example");

        assertThat(keyOrReason(domainRules(keys, Optional.empty()), recipient)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "FALLBACK, none, no-certificate",
        "FALLBACK, expired, expired",
        "FIRST,    good, good",
        "FIRST,    none, no-certificate",
    })
    void decideShouldDoWithoutTheDomainsKeyWhenThereIsNone(
            DomainKeys keys, String recipient, String expected) {
        assertThat(keyOrReason(domainRules(keys, Optional.empty()), recipient)).isEqualTo(expected);
    }

    @Test
    void decideShouldFindTheDomainsKeyByItsGateway() {
        people.add("gateway@partner.example");
        EncryptionRules rules =
                domainRules(DomainKeys.FIRST, MailAddress.parse("gateway@partner.example"));

        assertThat(keyOrReason(rules, "none")).isEqualTo("gateway");
    }

    @Test
    void decideShouldUseWhatWasAgreed() {
        EncryptionRules rules =
                new EncryptionRules(
                        rule(ALL_OR_BOUNCE, MANDATORY),
                        Map.of(
                                scope(Side.RECIPIENT, "rec.example"),
                                new EncryptionRule(
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(ContentCipher.AES_128_GCM),
                                        Optional.of(KeyTransport.OAEP))));

        Deliver decision = deliver(rules, "good");

        assertThat(decision.groups().get(0).plan().cipher()).isEqualTo(ContentCipher.AES_128_GCM);
        assertThat(decision.groups().get(0).plan().recipients())
                .extracting(KeyRecipient::transport)
                .containsExactly(KeyTransport.OAEP);
    }

    @Test
    void decideShouldMakeOneMessageForAThousandWhoAreShown() {
        String[] thousand =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "p" + i + "@rec.example")
                        .toArray(String[]::new);
        Arrays.stream(thousand).forEach(each -> people.add(each));
        people.failAfter(Integer.MAX_VALUE);

        Deliver decision = deliver(rules(ALL_OR_BOUNCE, MANDATORY), thousand);

        assertThat(decision.groups()).hasSize(1);
        assertThat(decision.groups().get(0).plan().recipients()).hasSize(1000);
        assertThat(people.lookUps()).isEqualTo(1000);
    }

    private Deliver deliver(EncryptionRules rules, String... recipients) {
        return (Deliver) decide(rules, false, recipients);
    }

    private EncryptionDecision decide(
            EncryptionRules rules, boolean triggered, String... recipients) {
        return new EncryptionPlanner(rules, people, SETTINGS)
                .decide(
                        new OutgoingMail(
                                List.of(address("sender@own.example")),
                                Arrays.stream(recipients)
                                        .map(EncryptionPlannerTest::addressee)
                                        .toList(),
                                triggered));
    }

    private List<ContentCipher> ciphers(String... recipients) {
        return deliver(rules(ALL_OR_BOUNCE, MANDATORY), recipients).groups().stream()
                .map(group -> group.plan().cipher())
                .toList();
    }

    private String keyOrReason(EncryptionRules rules, String recipient) {
        Deliver decision = deliver(rules, recipient);
        return decision.groups().isEmpty()
                ? decision.refused().get(0).reason().code()
                : names(decision.groups().get(0)).iterator().next();
    }

    private static EncryptionRules domainRules(DomainKeys keys, Optional<MailAddress> gateway) {
        return new EncryptionRules(
                rule(ENCRYPT_AND_BOUNCE_REST, MANDATORY),
                Map.of(
                        scope(Side.RECIPIENT, "rec.example"),
                        new EncryptionRule(
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.of(keys),
                                gateway,
                                List.of(),
                                Optional.empty())));
    }

    private static Addressee addressee(String text) {
        boolean hidden = text.startsWith("bcc:");
        String name = hidden ? text.substring("bcc:".length()) : text;
        String written = name.contains("@") ? name : name + "@rec.example";
        return new Addressee(written, address(written), !hidden);
    }

    private static Map<String, String> got(EncryptionDecision decision) {
        Deliver deliver = (Deliver) decision;
        Map<String, String> got = new LinkedHashMap<>();
        deliver.groups().stream()
                .flatMap(group -> group.recipients().stream())
                .forEach(each -> put(got, each, "E"));
        deliver.clear().forEach(each -> put(got, each, "C"));
        deliver.refused().forEach(each -> put(got, each.recipient(), each.reason().code()));
        return got;
    }

    private static void put(Map<String, String> got, Addressee recipient, String form) {
        assertThat(got.put(recipient.written(), form)).as(recipient.written()).isNull();
    }

    private static List<Certificate> certificates(EncryptedGroup group) {
        return group.plan().recipients().stream().map(KeyRecipient::certificate).toList();
    }

    /** The local parts of those whom a message is encrypted to. */
    private static Set<String> names(EncryptedGroup group) {
        return certificates(group).stream()
                .map(each -> each.holder().getSubject().toString())
                .map(subject -> subject.substring("CN=".length(), subject.indexOf('@')))
                .collect(Collectors.toSet());
    }

    private static SmimeCapabilities reads(ASN1ObjectIdentifier... algorithms) {
        return new SmimeCapabilities(
                Arrays.stream(algorithms).map(AlgorithmIdentifier::new).toList());
    }

    private static EncryptionRules rules(RestPolicy policy, EncryptionMode mode) {
        return new EncryptionRules(rule(policy, mode), Map.of());
    }

    private static EncryptionRule rule(
            RestPolicy policy, EncryptionMode mode, String... additional) {
        return additional(additional).with(Optional.of(policy), Optional.of(mode));
    }

    private static EncryptionRule additional(String... addresses) {
        return new EncryptionRule(
                Optional.empty(),
                Optional.empty(),
                Arrays.stream(addresses).map(EncryptionPlannerTest::address).toList(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static RuleScope scope(Side side, String name) {
        return RuleScope.parse(side, name).orElseThrow();
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }
}
