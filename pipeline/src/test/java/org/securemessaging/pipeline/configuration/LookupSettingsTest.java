package org.securemessaging.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
import org.securemessaging.directory.lookup.LookupSchema;

class LookupSettingsTest {
    private static final String DIRECTORIES =
            """
            <directories><directory name="staff"><server>ldap.example.org</server>
              <base>dc=example,dc=org</base></directory></directories>
            """;

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
