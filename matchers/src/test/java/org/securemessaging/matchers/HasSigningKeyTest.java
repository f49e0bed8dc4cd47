package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.sign.SigningPki;
import org.securemessaging.keys.Vault;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.SigningEngine;

class HasSigningKeyTest {
    private static final CertifiedKey KEY = SigningPki.person("alice@example.org", "EC P-256");

    /** Alice has a key, example.net has one, and example.com's can't be reached. */
    private static final Vault VAULT =
            new Vault() {
                @Override
                public List<CertifiedKey> signers(MailAddress address, Instant at) {
                    return address.equals(new MailAddress("alice", "example.org"))
                            ? List.of(KEY)
                            : List.of();
                }

                @Override
                public List<CertifiedKey> domainSigners(String domain, Instant at) {
                    if (domain.equals("example.com")) {
                        throw new VaultUnavailableException("away", new IllegalStateException());
                    }
                    return domain.equals("example.net") ? List.of(KEY) : List.of();
                }
            };

    @ParameterizedTest
    @CsvSource({
        "'', alice@example.org, true",
        "'', ALICE@Example.ORG, true",
        "'', bob@example.org, false",
        "'', bob@example.net, true",
        "own-or-domain, bob@example.net, true",
        "own, bob@example.net, false",
        "own, alice@example.org, true",
        "own, bob@example.com, false",
    })
    void matchShouldLookForTheSendersKey(String condition, String sender, boolean expected)
            throws Exception {
        assertThat(matcher(condition).match(mail(sender))).hasSize(expected ? 1 : 0);
    }

    @Test
    void matchShouldTakeNoBounce() throws Exception {
        MailImpl bounce = MailImpl.builder().name("bounce").addRecipient("bob@example.com").build();
        assertThat(matcher("").match(bounce)).isEmpty();
    }

    @Test
    void matchShouldFailWhereTheVaultIsAway() throws Exception {
        HasSigningKey matcher = matcher("");
        MailImpl mail = mail("bob@example.com");
        assertThatThrownBy(() -> matcher.match(mail))
                .isInstanceOf(MessagingException.class)
                .hasNoCause();
    }

    @Test
    void initShouldRefuseOtherConditions() {
        assertThatThrownBy(() -> matcher("mine"))
                .hasMessage(
                        "HasSigningKey: the condition is \"mine\"; accepted is own, own-or-domain,"
                                + " or no condition");
    }

    private static MailImpl mail(String sender) throws Exception {
        return MailImpl.builder()
                .name("mail")
                .sender(sender)
                .addRecipient("bob@example.com")
                .build();
    }

    private static HasSigningKey matcher(String condition) throws Exception {
        HasSigningKey matcher =
                new HasSigningKey(
                        new SigningEngine(
                                SecureMessagingConfiguration.defaults(),
                                VAULT,
                                address -> Optional.empty(),
                                Clock.fixed(SigningPki.NOW, ZoneOffset.UTC)));
        matcher.init(TestMails.condition(condition));
        return matcher;
    }
}
