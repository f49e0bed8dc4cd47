package org.securemessaging.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.cms.encrypt.CipherPolicy;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.RecipientNaming;
import org.securemessaging.pipeline.encryption.DomainKeys;
import org.securemessaging.pipeline.encryption.EncryptionMode;
import org.securemessaging.pipeline.encryption.EncryptionRule;
import org.securemessaging.pipeline.encryption.RestPolicy;
import org.securemessaging.pipeline.encryption.RuleScope;
import org.securemessaging.pipeline.encryption.RuleScope.Side;

class EncryptionSettingsTest {
    @TempDir private Path folder;

    @Test
    void readShouldGiveTheDefaults() throws Exception {
        EncryptionSettings settings = read("");

        assertThat(settings.rules().general()).isEqualTo(EncryptionRule.EMPTY);
        assertThat(settings.rules().special()).isEmpty();
        assertThat(settings.ciphers().ciphers()).isEqualTo(CipherPolicy.DEFAULT);
        assertThat(settings.ciphers().naming()).isEqualTo(RecipientNaming.ISSUER_AND_SERIAL);
    }

    @Test
    void readShouldTakeRulesForSendersAndRecipients() throws Exception {
        EncryptionSettings settings =
                read(
                        "<policy>all-or-bounce</policy><mode>mandatory</mode>"
                                + "<additional>escrow@example.org</additional>"
                                + "<cipher>ChaCha20-Poly1305</cipher>"
                                + "<rule><recipient>partner.example</recipient>"
                                + "<recipient>*.partner.example</recipient>"
                                + "<domainKeys>first</domainKeys>"
                                + "<gateway>gw@partner.example</gateway>"
                                + "<readableCipher>AES-128-GCM</readableCipher>"
                                + "<keyTransport>oaep</keyTransport></rule>"
                                + "<rule><sender>alice@example.org</sender>"
                                + "<policy>never</policy></rule>");

        assertThat(settings.rules().general().policy()).contains(RestPolicy.ALL_OR_BOUNCE);
        assertThat(settings.rules().general().mode()).contains(EncryptionMode.MANDATORY);
        assertThat(settings.ciphers().ciphers().preference())
                .containsExactly(ContentCipher.CHACHA20_POLY1305);
        assertThat(settings.rules().special())
                .hasSize(3)
                .hasEntrySatisfying(
                        new RuleScope(Side.RECIPIENT, "*.partner.example"),
                        rule -> assertThat(rule.domainKeys()).contains(DomainKeys.FIRST))
                .hasEntrySatisfying(
                        new RuleScope(Side.SENDER, "alice@example.org"),
                        rule -> assertThat(rule.policy()).contains(RestPolicy.NEVER));
    }

    @Test
    void readShouldRefuseATemplateThatItDoesNotUnderstand() throws Exception {
        Files.writeString(folder.resolve("notice.txt"), "subject: x\n\nno recipients");

        assertThatThrownBy(() -> read("<notice>file://conf/notice.txt</notice>"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("<encryption><notice>")
                .hasMessageContaining("lacks {recipients}");
    }

    @ParameterizedTest
    @CsvSource({
        "<policy>sometimes</policy>, all-or-bounce",
        "<mode>off</mode>, opportunistic",
        "<cipher>3DES</cipher>, AES-256-GCM",
        "<additional>nobody</additional>, a mail address",
        "<keyTransport>x</keyTransport>, 'pkcs1, oaep'",
        "<rule><policy>never</policy></rule>, <recipient> or <sender>",
        "<rule><recipient>a b</recipient></rule>, a domain",
        "<rule><recipient>a.b</recipient><recipient>A.b</recipient></rule>, not two",
        "<rule><recipient>a.b</recipient><cipher>AES-256-GCM</cipher></rule>, readableCipher",
        "<gateway>a@b.c</gateway>, accepted here",
        "<notice>file://conf/none.txt</notice>, an existing file",
    })
    void readShouldSayWhatIsAcceptedWhenSomethingIsWrong(String wrong, String accepted) {
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("<encryption>")
                .hasMessageContaining(accepted);
    }

    private EncryptionSettings read(String elements) throws Exception {
        Files.writeString(
                folder.resolve("securemessaging.xml"),
                "<securemessaging><encryption>" + elements + "</encryption></securemessaging>");
        return ConfigurationFolder.load(folder).encryption();
    }
}
