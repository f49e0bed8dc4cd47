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
import org.securemessaging.directory.ldap.BindMethod;
import org.securemessaging.directory.ldap.DirectoryServer;
import org.securemessaging.directory.ldap.DirectorySettings;
import org.securemessaging.directory.ldap.Secret;
import org.securemessaging.directory.ldap.Transport;

class DirectoriesConfigurationTest {
    // A variable that is set wherever tests run.
    private static final String SET = "PATH";

    @TempDir private Path work;
    private Path conf;

    @BeforeEach
    void makeFolders() throws IOException {
        conf = Files.createDirectories(work.resolve("conf"));
        Files.createFile(conf.resolve("ca.pem"));
        Files.createFile(conf.resolve("pw"));
        Files.createFile(conf.resolve("client.p12"));
    }

    @Test
    void loadShouldGiveSafeDefaultsForADirectoryWithNothingButAServer() throws IOException {
        DirectorySettings read =
                load("<directory name=\"a\"><server>ldap.example.org</server></directory>")
                        .directory("a")
                        .orElseThrow()
                        .connection();

        assertThat(read.servers()).containsExactly(new DirectoryServer("ldap.example.org", 636));
        assertThat(read.transport()).isEqualTo(Transport.LDAPS);
        assertThat(read.trusted()).isEmpty();
        assertThat(read.bind()).isEqualTo(new BindMethod.Anonymous());
        assertThat(read.base()).isEmpty();
        assertThat(read.connectTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(read.readTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(read.connections()).isEqualTo(8);
    }

    @Test
    void loadShouldReadEveryKindOfValue() throws IOException {
        SecureMessagingConfiguration read =
                load(
                        """
                        <directory name="corp"><server>one.example.org</server><server>[::1]:1389</server>
                          <transport>starttls</transport><trusted>file://conf/ca.pem</trusted>
                          <bind>simple</bind><bindDn>cn=james,dc=example,dc=org</bindDn>
                          <passwordFile>file://conf/pw</passwordFile><base>dc=example,dc=org</base>
                          <connectTimeout>2s</connectTimeout><readTimeout>500ms</readTimeout>
                          <connections>3</connections></directory>
                        <directory name="border"><server>two.example.org</server><bind>external</bind>
                          <keyStore>file://conf/client.p12</keyStore>
                          <passwordFile>file://conf/pw</passwordFile></directory>
                        """);

        Secret inFile = new Secret.InFile(conf.resolve("pw"));
        DirectorySettings corp = read.directory("corp").orElseThrow().connection();
        assertThat(corp.servers())
                .containsExactly(
                        new DirectoryServer("one.example.org", 389),
                        new DirectoryServer("::1", 1389));
        assertThat(corp.transport()).isEqualTo(Transport.STARTTLS);
        assertThat(corp.trusted()).containsExactly(conf.resolve("ca.pem"));
        assertThat(corp.bind())
                .isEqualTo(new BindMethod.Simple("cn=james,dc=example,dc=org", inFile));
        assertThat(corp.base()).isEqualTo("dc=example,dc=org");
        assertThat(corp.connectTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(corp.readTime()).isEqualTo(Duration.ofMillis(500));
        assertThat(corp.connections()).isEqualTo(3);
        assertThat(read.directory("border").orElseThrow().connection().bind())
                .isEqualTo(new BindMethod.External(conf.resolve("client.p12"), inFile));
        assertThat(read.directories()).hasSize(2);
    }

    @Test
    void loadShouldReadAPasswordFromTheEnvironment() throws IOException {
        DirectorySettings read =
                load(simple("<password>${env:" + SET + "}</password>"))
                        .directory("a")
                        .orElseThrow()
                        .connection();

        assertThat(((BindMethod.Simple) read.bind()).password().reveal())
                .isEqualTo(System.getenv(SET).strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hunter2",
                "${env:SECUREMESSAGING_NOT_SET}",
                "x${env:PATH}",
                "${sys:user.home}"
            })
    void loadShouldRefuseAPasswordInClearAndNotShowIt(String password) {
        assertThatThrownBy(() -> load(simple("<password>" + password + "</password>")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("<directories><directory><password>: '(hidden)'")
                .hasMessageContaining("${env:LDAP_PASSWORD}")
                .message()
                .doesNotContain(password);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<directory><server>a</server></directory> | attribute name=",
                "<directory name=\"a\"/> | <directory><server>: '' is not accepted; accepted: a host",
                "<directory name=\"a b\"><server>a</server></directory> | 'a b' is not accepted; accepted: letters",
                "<directory name=\"a\"><server>a</server></directory><directory name=\"a\"><server>b</server></directory> | no other directory has",
                "<directory name=\"a\" x=\"1\"><server>a</server></directory> | attribute [x] of",
                "<directory name=\"a\"><server>ldaps://a</server></directory> | 'ldaps://a' is not accepted; accepted: a host",
                "<directory name=\"a\"><server>a</server><transport>tls</transport></directory> | 'tls' is not accepted; accepted: ldaps, starttls, plain",
                "<directory name=\"a\"><server>a</server><trusted>file://conf/no.pem</trusted></directory> | <trusted>",
                "<directory name=\"a\"><server>a</server><bind>kerberos</bind></directory> | accepted: anonymous, simple, external",
                "<directory name=\"a\"><server>a</server><bind>simple</bind></directory> | <bindDn>: '' is not accepted; accepted: a value, which bind simple needs",
                "<directory name=\"a\"><server>a</server><bind>simple</bind><bindDn>cn=x</bindDn></directory> | <passwordFile>: '' is not accepted",
                "<directory name=\"a\"><server>a</server><bindDn>cn=x</bindDn></directory> | nothing, with bind anonymous",
                "<directory name=\"a\"><server>a</server><passwordFile>file://conf/pw</passwordFile></directory> | nothing, with bind anonymous",
                "<directory name=\"a\"><server>a</server><transport>plain</transport><bind>external</bind></directory> | with transport plain",
                "<directory name=\"a\"><server>a</server><bind>external</bind><passwordFile>file://conf/pw</passwordFile></directory> | <keyStore>",
                "<directory name=\"a\"><server>a</server><bind>simple</bind><bindDn>cn=x</bindDn><passwordFile>file://conf/no</passwordFile></directory> | <passwordFile>",
                "<directory name=\"a\"><server>a</server><base>x</base></directory> | 'x' is not accepted; accepted: a distinguished name",
                "<directory name=\"a\"><server>a</server><readTimeout>0s</readTimeout></directory> | '0s' is not accepted",
                "<directory name=\"a\"><server>a</server><connections>0</connections></directory> | '0' is not accepted",
                "<directory name=\"a\"><server>a</server><host>b</host></directory> | <host> is not known; accepted here: transport, server",
                "<server>a</server> | <directories><server> is not known; accepted here: directory",
            })
    void loadShouldNameFileElementValueAndWhatIsAccepted(String content, String message) {
        assertThatThrownBy(() -> load(content))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("securemessaging.xml: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"trust", "revocation"})
    void loadShouldRefuseTheNameOfADirectoryThatIsNotThere(String section) {
        assertThatThrownBy(
                        () -> read("<%1$s><directory>corp</directory></%1$s>".formatted(section)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("<%s><directory>: 'corp' is not accepted".formatted(section));
    }

    private static String simple(String password) {
        return "<directory name=\"a\"><server>a</server><bind>simple</bind><bindDn>cn=x</bindDn>"
                + password
                + "</directory>";
    }

    private SecureMessagingConfiguration load(String directories) throws IOException {
        return read("<directories>" + directories + "</directories>");
    }

    private SecureMessagingConfiguration read(String content) throws IOException {
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                "<securemessaging>" + content + "</securemessaging>");
        return ConfigurationFolder.load(conf);
    }
}
