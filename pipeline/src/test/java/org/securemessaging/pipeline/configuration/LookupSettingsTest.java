package org.securemessaging.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.directory.lookup.AddressRule;
import org.securemessaging.directory.lookup.DomainScope;
import org.securemessaging.directory.lookup.LookupSchema;
import org.securemessaging.directory.lookup.PartnerSource;
import org.securemessaging.directory.lookup.SmimeaSource;
import org.securemessaging.net.LdapSecurity;
import org.securemessaging.net.dns.DnsSettings;

class LookupSettingsTest {
    private static final String DIRECTORIES =
            """
            <directories><directory name="staff"><server>ldap.example.org</server>
              <base>dc=example,dc=org</base></directory></directories>
            """;

    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @TempDir private Path work;
    private Path conf;

    @BeforeEach
    void makeFolders() throws IOException {
        conf = Files.createDirectories(work.resolve("conf"));
        Files.createDirectories(conf.resolve("people"));
    }

    @Test
    void readShouldKeepTheOrderOfSources() throws IOException {
        LookupSettings read =
                load(
                        """
                        <source><files>file://conf/people/</files></source>
                        <source><directory>staff</directory></source>
                        <source><directory>staff</directory><base>ou=a, dc=example,dc=org</base>
                          <schema>activeDirectory</schema><filter>(x={localpart})</filter>
                          <certificateAddress>if-present</certificateAddress></source>
                        <positiveLifetime>1h</positiveLifetime><negativeLifetime>0s</negativeLifetime>
                        """);

        assertThat(read.sources()).hasSize(3);
        assertThat(read.sources().get(0))
                .isEqualTo(new LookupSourceSettings.Files(List.of(conf.resolve("people"))));
        LookupSourceSettings.Ldap plain = (LookupSourceSettings.Ldap) read.sources().get(1);
        assertThat(plain.base()).isEmpty();
        assertThat(plain.filter()).isEqualTo(LookupSchema.INET_ORG_PERSON.filter());
        assertThat(plain.certificateAddress()).isEqualTo(AddressRule.REQUIRED);
        LookupSourceSettings.Ldap special = (LookupSourceSettings.Ldap) read.sources().get(2);
        assertThat(special.base()).contains("ou=a, dc=example,dc=org");
        assertThat(special.filter()).hasToString("(x={localpart})");
        assertThat(special.attributes()).isEqualTo(LookupSchema.ACTIVE_DIRECTORY.attributes());
        assertThat(special.certificateAddress()).isEqualTo(AddressRule.IF_PRESENT);
        assertThat(read.cache().found()).isEqualTo(Duration.ofHours(1));
        assertThat(read.cache().none()).isZero();
    }

    @Test
    void readShouldTakeDomainsForTheDns() throws IOException {
        Files.copy(Path.of("../conf/dnssec-root.key"), conf.resolve("dnssec-root.key"));
        LookupSettings read =
                load(
                        """
                        <source><smimea>Example.org</smimea><smimea>b\u00fccher.example</smimea>
                          <ownTrust>example.org</ownTrust><certificateAddress>off</certificateAddress></source>
                        <dns><resolver>127.0.0.1</resolver><resolver>[::1]:5353</resolver>
                          <resolver>192.0.2.1:54</resolver><timeout>3s</timeout>
                          <trustAnchors>file://conf/dnssec-root.key</trustAnchors></dns>
                        """);

        assertThat(read.sources())
                .containsExactly(
                        new LookupSourceSettings.Smimea(
                                new SmimeaSource.Settings(
                                        DomainScope.of(
                                                List.of("example.org", "xn--bcher-kva.example")),
                                        DomainScope.of(List.of("example.org")),
                                        AddressRule.OFF)));
        assertThat(read.dns())
                .isEqualTo(
                        new DnsSettings(
                                List.of(
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 53),
                                        new InetSocketAddress(
                                                InetAddress.getByAddress(LOOPBACK_6), 5353),
                                        new InetSocketAddress("192.0.2.1", 54)),
                                List.of(conf.resolve("dnssec-root.key")),
                                false,
                                Duration.ofSeconds(3)));
    }

    @Test
    void readShouldTakePartners() throws IOException {
        LookupSettings read =
                load(
                        """
                        <source><partner>example.org</partner><partner>example.net</partner></source>
                        <source><partner>*</partner><transport>ldaps</transport>
                          <schema>activeDirectory</schema></source>
                        """);

        PartnerSource.Settings named =
                ((LookupSourceSettings.Partners) read.sources().get(0)).source();
        assertThat(named.domains())
                .isEqualTo(DomainScope.of(List.of("example.org", "example.net")));
        assertThat(named.security()).isEqualTo(LdapSecurity.STARTTLS);
        assertThat(named.filter()).isEqualTo(LookupSchema.INET_ORG_PERSON.filter());
        PartnerSource.Settings all =
                ((LookupSourceSettings.Partners) read.sources().get(1)).source();
        assertThat(all.domains()).hasToString("*");
        assertThat(all.security()).isEqualTo(LdapSecurity.TLS);
        assertThat(all.filter()).isEqualTo(LookupSchema.ACTIVE_DIRECTORY.filter());
        assertThat(all.addressRule()).isEqualTo(AddressRule.REQUIRED);
    }

    @Test
    void readShouldTakeANamedResolversWord() throws IOException {
        LookupSettings read =
                load(
                        """
                        <source><smimea>*</smimea></source>
                        <dns><resolver>127.0.0.1</resolver><believeResolvers>true</believeResolvers></dns>
                        """);

        assertThat(read.dns().believeResolvers()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<source><directory>other</directory></source>; 'other' is not accepted; the name of a <directory>",
                "<source><directory>staff</directory><files>file://conf/people</files></source>; <source><directory>: 'staff'; exactly one of",
                "<source><schema>inetOrgPerson</schema></source>; <source><directory>: ''; a directory",
                "<source><directory>staff</directory><schema>x</schema></source>; 'x' is not accepted; inetOrgPerson, activeDirectory, pkiUser",
                "<source><directory>staff</directory><filter>(mail=x)</filter></source>; '(mail=x)' is not accepted; {address}, {localpart}, {domain}",
                "<source><directory>staff</directory><filter>({address}=x)</filter></source>; is not accepted; in its values",
                "<source><directory>staff</directory><base>x</base></source>; <base>: 'x' is not accepted; a DN",
                "<source><files>file://conf/nowhere</files></source>; nowhere' is not accepted; existing file",
                "<source><smimea>a b</smimea></source>; <source><smimea>: 'a b'; a domain",
                "<source><smimea>*</smimea></source>; <lookup><dns><trustAnchors>: ''; needs DNSSEC",
                "<source><smimea>*</smimea><schema>pkiUser</schema></source>; <source><directory>: ''; where there is <schema>",
                "<source><smimea>*</smimea><files>file://conf/people</files></source>; <source><directory>: ''; exactly one of",
                "<source><files>file://conf/people</files><ownTrust>*</ownTrust></source>; <source><smimea>: ''; where there is <ownTrust>",
                "<source><ownTrust>*</ownTrust></source>; <source><smimea>: ''; where there is <ownTrust>",
                "<dns><believeResolvers>true</believeResolvers></dns>; <believeResolvers>: 'true'; false, unless a <resolver>",
                "<dns><resolver>ns.example.org</resolver></dns>; 'ns.example.org'; an IP address",
                "<dns><resolver>127.0.0.1:0</resolver></dns>; '127.0.0.1:0'; an IP address",
                "<dns><trustAnchors>file://conf/people</trustAnchors></dns>; people'; DS or DNSKEY",
                "<dns><timeout>0s</timeout></dns>; '0s'; a number with",
                "<source><partner>.test</partner></source>; <source><partner>: '.test'; a domain",
                "<source><partner>*</partner><transport>tls</transport></source>; <transport>: 'tls'; ldaps, starttls, plain",
                "<source><partner>*</partner><base>dc=x</base></source>; <source><directory>: ''; where there is <base>",
                "<source><partner>*</partner><ownTrust>*</ownTrust></source>; <source><smimea>: ''; where there is <ownTrust>",
                "<source><smimea>*</smimea><partner>*</partner></source>; <source><directory>: ''; exactly one of",
                "<source><directory>staff</directory><transport>plain</transport></source>; <source><partner>: ''; where there is <transport>",
                "<source><kind>x</kind></source>; <source><kind> is not known; accepted here",
                "<negativeLifetime>soon</negativeLifetime>; 'soon' is not accepted; a number with"
            })
    void readShouldStopTheStartOnAMistake(String xml, String what, String accepted) {
        assertThatThrownBy(() -> load(xml))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("securemessaging.xml: <lookup>")
                .hasMessageContaining(what)
                .hasMessageContaining(accepted);
    }

    private LookupSettings load(String lookup) throws IOException {
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                "<securemessaging>"
                        + DIRECTORIES
                        + "<lookup>"
                        + lookup
                        + "</lookup></securemessaging>");
        return ConfigurationFolder.load(conf).lookup();
    }
}
