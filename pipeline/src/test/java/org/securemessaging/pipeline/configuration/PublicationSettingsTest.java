package org.securemessaging.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.directory.publication.WritingSchema;

class PublicationSettingsTest {
    private static final String USERS = "<users><base>ou=people,dc=example</base></users>";
    private static final String OUTBOX = "<outbox><folder>file://var/outbox/</folder></outbox>";

    @TempDir private Path work;
    private Path conf;

    @BeforeEach
    void makeFolders() throws IOException {
        conf = Files.createDirectories(work.resolve("conf"));
        Files.createDirectories(conf.resolve("crls"));
    }

    @Test
    void loadShouldReadEveryKindOfValue() throws IOException {
        PublicationSettings read =
                load(
                        """
                        <directory>a</directory><schema>active-directory</schema>
                        <users><base>OU=people,DC=example</base><addressAttribute>mail</addressAttribute>
                          <addressAttribute>proxyAddresses</addressAttribute>
                          <domain>Example.ORG</domain><domain>münchen.example</domain></users>
                        <correspondents><base>ou=outside,dc=example</base><createParents>true</createParents></correspondents>
                        <authorities><base>ou=ca,dc=example</base><crls>file://conf/crls/</crls></authorities>
                        <outbox><folder>file://var/outbox/</folder><orders>7</orders><size>1MB</size>
                          <refused>3</refused><firstPause>2s</firstPause><longestPause>1min</longestPause></outbox>
                        <sweepEvery>1d</sweepEvery>
                        """);

        assertThat(read.directory()).contains("a");
        assertThat(read.schema()).isEqualTo(WritingSchema.ACTIVE_DIRECTORY);
        assertThat(read.users().orElseThrow().addressAttributes())
                .containsExactly("mail", "proxyAddresses");
        assertThat(read.users().orElseThrow().domains())
                .containsExactlyInAnyOrder("example.org", "xn--mnchen-3ya.example");
        assertThat(read.correspondents().orElseThrow().createParents()).isTrue();
        assertThat(read.authorities().orElseThrow().base().getName()).isEqualTo("ou=ca,dc=example");
        assertThat(read.crls()).containsExactly(conf.resolve("crls"));
        assertThat(read.outbox()).contains(work.resolve("var/outbox"));
        assertThat(read.limits().orders()).isEqualTo(7);
        assertThat(read.limits().octets()).isEqualTo(1 << 20);
        assertThat(read.limits().refused()).isEqualTo(3);
        assertThat(read.pauses().first()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read.pauses().longest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(read.sweepEvery()).contains(Duration.ofDays(1));
    }

    @Test
    void loadShouldReadWhatPartnersSee() throws IOException {
        BorderSettings read =
                load("""
                <directory>a</directory>
                <users><base>ou=people,dc=example</base></users>
                <border>
                  <directory>a</directory><schema>by-value</schema>
                  <base>ou=partners,dc=example</base><createParents>true</createParents>
                  <domain>Example.ORG</domain>
                  <group>cn=sales,ou=groups,dc=example</group>
                  <address>Info@example.org</address>
                  <attribute>usercertificate</attribute><attribute>cn</attribute>
                </border>
                <outbox><folder>file://var/outbox/</folder></outbox>
                """)
                        .border()
                        .orElseThrow();

        assertThat(read.directory()).isEqualTo("a");
        assertThat(read.schema()).isEqualTo(WritingSchema.BY_VALUE);
        assertThat(read.base().getName()).isEqualTo("ou=partners,dc=example");
        assertThat(read.createParents()).isTrue();
        assertThat(read.rules().domains()).containsExactly("example.org");
        assertThat(read.rules().groups()).hasToString("[cn=sales,ou=groups,dc=example]");
        assertThat(read.rules().addresses()).hasToString("[info@example.org]");
        assertThat(read.rules().attributes()).containsExactlyInAnyOrder("userCertificate", "cn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<directory>b</directory><base>ou=p</base><domain>a.example</domain>"
                        + " | <border><directory>: 'b' is not accepted; accepted: the name",
                "<base>ou=p</base> | <border><directory>: '' is not accepted",
                "<directory>a</directory><base>ou=p</base>"
                        + " | <border><domain>: '' is not accepted; accepted: at least one",
                "<directory>a</directory><domain>a.example</domain>"
                        + " | <border><base>: '' is not accepted; accepted: a DN",
                "<directory>a</directory><base>ou=p,ou=people,dc=example</base><domain>a.example</domain>"
                        + " | accepted: a subtree apart from those of <publication>",
                "<directory>a</directory><base>dc=example</base><domain>a.example</domain>"
                        + " | accepted: a subtree apart from those of <publication>",
                "<directory>a</directory><base>ou=people,dc=Example</base><domain>a.example</domain>"
                        + " | accepted: a subtree apart from those of <publication>",
                "<attribute>userPassword</attribute>"
                        + " | 'userPassword' is not accepted; accepted: cn, displayName,",
                "<attribute>cn</attribute>"
                        + " | 'cn' is not accepted; accepted: one of userCertificate,",
                "<address>sales</address> | 'sales' is not accepted; accepted: a mail address",
            })
    void loadShouldRefuseABorderThatShowsTooMuchOrNothing(String border, String message) {
        assertThatThrownBy(
                        () ->
                                load(
                                        "<directory>a</directory>"
                                                + USERS
                                                + OUTBOX
                                                + "<border>"
                                                + border
                                                + "</border>"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("<publication>")
                .hasMessageContaining(message);
    }

    @Test
    void nothingShouldBePublishedByDefault() {
        PublicationSettings defaults = SecureMessagingConfiguration.defaults().publication();

        assertThat(defaults.directory()).isEmpty();
        assertThat(defaults.border()).isEmpty();
        assertThat(defaults.sweepEvery()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<directory>b</directory>"
                        + USERS
                        + OUTBOX
                        + " | 'b' is not accepted; accepted: the name of a <directory>",
                "<directory>a</directory>"
                        + USERS
                        + " | <outbox>: '' is not accepted; accepted: a <folder>",
                "<directory>a</directory>"
                        + OUTBOX
                        + " | accepted: a directory with a <base> for <users>",
                USERS
                        + OUTBOX
                        + " | <directory>: '' is not accepted; accepted: the name of one of"
                        + " <directories>, where",
                "<users><domain>example.org</domain></users> | <base>: '' is not accepted;"
                        + " accepted: a DN (RFC 4514)",
                "<users><base>nonsense</base></users> | 'nonsense' is not accepted; accepted: a DN"
                        + " (RFC 4514)",
                "<users><domain>*.org</domain></users> | '*.org' is not accepted; accepted: a"
                        + " domain name",
                "<users><addressAttribute>mail=*</addressAttribute></users> | 'mail=*' is not"
                        + " accepted; accepted: an attribute",
                "<authorities><crls>file://conf/crls/</crls></authorities> | a <base>, where there"
                        + " are files",
                "<schema>ldap</schema> | 'ldap' is not accepted; accepted: openldap,"
                        + " active-directory, by-value",
                "<outbox><orders>0</orders></outbox> | '0' is not accepted; accepted: a whole"
                        + " number above 0",
                "<outbox><foldr>x</foldr></outbox> | <outbox><foldr> is not known",
            })
    void loadShouldNameElementValueAndWhatIsAccepted(String content, String message) {
        assertThatThrownBy(() -> load(content))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("securemessaging.xml: ")
                .hasMessageContaining("<publication>")
                .hasMessageContaining(message);
    }

    private PublicationSettings load(String content) throws IOException {
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                """
                <securemessaging><directories><directory name="a"><server>localhost</server></directory></directories>
                <publication>%s</publication></securemessaging>
                """
                        .formatted(content));
        return ConfigurationFolder.load(conf).publication();
    }
}
