package org.securemessaging.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.verification.IdentityMode;

class ConfigurationFolderTest {
    private static final String ENVIRONMENT = "PATH";

    @TempDir private Path work;
    private Path conf;

    @BeforeEach
    void makeFolders() throws IOException {
        conf = Files.createDirectories(work.resolve("conf"));
        Files.createDirectories(conf.resolve("anchors"));
        Files.createDirectories(work.resolve("var"));
    }

    @Test
    void loadShouldGiveDefaultsForAnEmptyFile() throws IOException {
        assertThat(load("")).isEqualTo(SecureMessagingConfiguration.defaults());
    }

    @Test
    void defaultsShouldBeSafe() {
        SecureMessagingConfiguration defaults = SecureMessagingConfiguration.defaults();

        assertThat(defaults.trust().anchors()).isEmpty();
        assertThat(defaults.revocation().mode()).isEqualTo(RevocationMode.REQUIRE);
        assertThat(defaults.revocation().allowedAddresses()).isEmpty();
        assertThat(defaults.algorithms().allowWeak()).isFalse();
        assertThat(defaults.algorithms().minimumRsaBits()).isEqualTo(2048);
        assertThat(defaults.algorithms().digests()).doesNotContain("SHA-1", "MD5");
        assertThat(defaults.identity()).isEqualTo(IdentityMode.FROM_OR_SENDER);
    }

    @Test
    void loadShouldReadEveryKindOfValue() throws IOException {
        SecureMessagingConfiguration read =
                load(
                        """
                        <temporaryFolder>file://var/</temporaryFolder>
                        <identity>from</identity>
                        <trust><anchors>file://conf/anchors/</anchors><anchors>file://var</anchors></trust>
                        <revocation><mode>prefer</mode><distributionPoints>false</distributionPoints>
                          <fetchTimeout>1500 ms</fetchTimeout><maximumSize>3MB</maximumSize>
                          <allowedAddresses>10.0.0.0/8</allowedAddresses>
                          <allowedAddresses>fd00::/8</allowedAddresses></revocation>
                        <algorithms><digest>SHA-256</digest><allowWeak>true</allowWeak></algorithms>
                        <limits><memoryThreshold>64KB</memoryThreshold><parts>7</parts></limits>
                        <stamps><authservId>mx.example.org</authservId>
                          <formerAuthservId>old.example.org</formerAuthservId>
                          <subjectTags><fail>[forged]</fail></subjectTags></stamps>
                        """);

        assertThat(read.temporaryFolder()).isEqualTo(work.resolve("var"));
        assertThat(read.identity()).isEqualTo(IdentityMode.FROM);
        assertThat(read.trust().anchors())
                .containsExactly(conf.resolve("anchors"), work.resolve("var"));
        assertThat(read.revocation().mode()).isEqualTo(RevocationMode.PREFER);
        assertThat(read.revocation().distributionPoints()).isFalse();
        assertThat(read.revocation().fetchTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(read.revocation().maximumSize()).isEqualTo(3L << 20);
        assertThat(read.revocation().allowedAddresses())
                .map(Object::toString)
                .containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(read.algorithms().digests()).isEqualTo(Set.of("SHA-256"));
        assertThat(read.algorithms().allowWeak()).isTrue();
        assertThat(read.limits().memoryThreshold()).isEqualTo(64 << 10);
        assertThat(read.limits().parts()).isEqualTo(7);
        assertThat(read.stamps().authservId()).contains("mx.example.org");
        assertThat(read.stamps().formerIds()).containsExactly("old.example.org");
        assertThat(read.stamps().subjectTags())
                .containsAllEntriesOf(Map.of(SignatureResult.FAIL, "[forged]"))
                .containsEntry(SignatureResult.PASS, "[Signed]");
    }

    @Test
    void loadShouldPutInVariablesOfTheEnvironment() throws IOException {
        assertThatThrownBy(() -> load("<identity>${env:" + ENVIRONMENT + "}</identity>"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("'" + System.getenv(ENVIRONMENT).strip() + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<trsut/> | <trsut> is not known; accepted here: trust, revocation",
                "<trust><anchor>x</anchor></trust> | <trust><anchor> is not known; accepted here: anchors",
                "<trust>file://conf/anchors/</trust> | accepted are the elements [anchors",
                "<trust x=\"1\"/> | attribute [x] of",
                "<trust><anchors>conf/anchors</anchors></trust> | 'conf/anchors' is not accepted; accepted: an existing file or folder",
                "<trust><anchors>file://conf/nowhere/</anchors></trust> | nowhere' is not accepted; accepted: an existing",
                "<trust><anchors><a/></anchors></trust> | <trust><anchors> holds a value only",
                "<revocation><mode>maybe</mode></revocation> | <revocation><mode>: 'maybe' is not accepted; accepted: require, prefer, off",
                "<revocation><mode>off</mode><mode>off</mode></revocation> | <revocation><mode> stands 2 times",
                "<revocation><fetchTimeout>10</fetchTimeout></revocation> | <revocation><fetchTimeout>: '10' is not accepted; accepted: a number with ms, s",
                "<revocation><fetchTimeout>0s</fetchTimeout></revocation> | '0s' is not accepted",
                "<revocation><fetchTimeout>-1s</fetchTimeout></revocation> | '-1s' is not accepted",
                "<revocation><maximumSize>25MiB</maximumSize></revocation> | '25MiB' is not accepted; accepted: a number with B, KB",
                "<revocation><distributionPoints>yes</distributionPoints></revocation> | 'yes' is not accepted; accepted: true or false",
                "<revocation><allowedAddresses>10.0.0.0/33</allowedAddresses></revocation> | '10.0.0.0/33' is not accepted; accepted:",
                "<revocation><allowedAddresses>localhost</allowedAddresses></revocation> | 'localhost' is not accepted; accepted:",
                "<revocation><cacheFolder>/tmp</cacheFolder></revocation> | '/tmp' is not accepted; accepted: file://conf",
                "<algorithms><minimumRsaBits>12</minimumRsaBits></algorithms> | <algorithms><minimumRsaBits>: '12' is not accepted",
                "<algorithms><digest>SHA256</digest></algorithms> | 'SHA256' is not accepted; accepted: MD5, SHA-1",
                "<algorithms><curve>P-1</curve></algorithms> | 'P-1' is not accepted",
                "<limits><parts>0</parts></limits> | '0' is not accepted; accepted: a whole number above 0",
                "<limits><parts>many</parts></limits> | 'many' is not accepted",
                "<limits><memoryThreshold>2GB</memoryThreshold></limits> | is not accepted; accepted: below 2GB",
                "<stamps><authservId>a;b</authservId></stamps> | 'a;b' is not accepted",
                "<stamps><header>Subject</header></stamps> | 'Subject' is not accepted; accepted: X- and letters",
                "<stamps><subjectTags><fail>forged</fail></subjectTags></stamps> | <stamps><subjectTags><fail>: 'forged' is not accepted; accepted: one to 60 bytes in square brackets",
                "<stamps><subjectTags><good>[x]</good></subjectTags></stamps> | <good> is not known; accepted here: none, pass",
                "<identity>sender</identity> | <identity>: 'sender' is not accepted; accepted: from-or-sender, from, off",
                "<temporaryFolder>file://var/nowhere</temporaryFolder> | is not accepted; accepted: an existing, writable folder",
            })
    void loadShouldNameFileElementValueAndWhatIsAccepted(String content, String message) {
        assertThatThrownBy(() -> load(content))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("securemessaging.xml: ")
                .hasMessageContaining(message);
    }

    @Test
    void loadShouldNameTheFileThatIsNotThere() {
        assertThatThrownBy(() -> ConfigurationFolder.load(conf))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(conf.resolve("securemessaging.xml").toString());
    }

    @Test
    void loadShouldSayThatTheFileIsNoXml() throws IOException {
        Files.writeString(conf.resolve("securemessaging.xml"), "<securemessaging><trust>");

        assertThatThrownBy(() -> ConfigurationFolder.load(conf))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("is no well-formed XML");
    }

    private SecureMessagingConfiguration load(String content) throws IOException {
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                "<securemessaging>" + content + "</securemessaging>");
        return ConfigurationFolder.load(conf);
    }
}
