package org.securemessaging.admin.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.testing.TestPki;
import org.securemessaging.net.dns.TestInternet;
import org.securemessaging.net.dns.TestZone;
import org.xbill.DNS.DClass;
import org.xbill.DNS.SMIMEARecord;

class LookupCommandTest {
    /** RFC 8162 §3. */
    private static final String HUGH =
            "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._smimecert.";

    @TempDir private Path folder;

    @BeforeEach
    void makeConfiguration() throws IOException {
        TestPki authority = new TestPki();
        Path people = Files.createDirectories(folder.resolve("conf/people"));
        authority.writeRoot(folder.resolve("conf/root.pem"));
        TestPki.writeCertificate(
                people.resolve("alice.pem"), authority.person("alice@example.org"));
        TestPki.writeCertificate(
                people.resolve("stranger.pem"), new TestPki().person("bob@example.org"));
        configure("<source><files>file://conf/people</files></source>");
    }

    @Test
    void lookupShouldPrintTheCertificate() {
        Ran ran = lookup("Alice@Example.org");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .startsWith("alice@example.org\n  found\n  chosen: CN=alice\n    in files ");
    }

    @Test
    void lookupShouldAskTheDns() throws IOException {
        TestPki authority = new TestPki();
        authority.writeRoot(folder.resolve("conf/root.pem"));
        Path conf = folder.resolve("conf");
        try (TestInternet internet = new TestInternet()) {
            internet.validating(conf); // Writes the trust anchors.
            configure(
                    """
                    <source><smimea>example.test</smimea><smimea>plain.test</smimea></source>
                    <dns><resolver>127.0.0.1:%d</resolver>
                      <trustAnchors>file://conf/test.key</trustAnchors></dns>
                    """
                            .formatted(internet.server().address().getPort()));
            for (TestZone zone : List.of(internet.example(), internet.plain())) {
                String domain = zone == internet.plain() ? "plain.test" : "example.test";
                zone.add(
                        new SMIMEARecord(
                                TestZone.name(HUGH + domain),
                                DClass.IN,
                                60,
                                3,
                                0,
                                0,
                                authority.person("hugh@" + domain).certificate().getEncoded()));
            }

            Ran ran = lookup("hugh@example.test", "hugh@plain.test");

            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.out())
                    .startsWith(
                            "hugh@example.test\n  found\n  chosen: CN=hugh\n    in dns, " + HUGH)
                    .contains("hugh@plain.test\n  none\n")
                    .contains("not used, for DNSSEC does not prove it");
        }
    }

    @Test
    void lookupShouldSayWhyThereIsNone() {
        Ran ran = lookup("alice@example.org", "bob@example.org", "nobody@example.org");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out())
                .contains("bob@example.org\n  none\n  rejected: CN=bob\n")
                .contains("    certificate-signature-invalid: ")
                .contains("nobody@example.org\n  none\n");
    }

    @Test
    void lookupShouldTellAwayFromNone() throws IOException {
        configure("<source><directory>staff</directory></source>");

        Ran ran = lookup("alice@example.org");

        assertThat(ran.status()).isEqualTo(75);
        assertThat(ran.out()).startsWith("alice@example.org\n  not known now\n  away: staff: ");
    }

    @Test
    void jsonShouldHaveEveryMember() throws IOException {
        Ran ran = lookup("--json", "alice@example.org", "bob@example.org");

        List<JsonNode> objects = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            objects.add(new ObjectMapper().readTree(line));
        }
        List<String> members = new ArrayList<>();
        objects.get(0).fieldNames().forEachRemaining(members::add);
        assertThat(members)
                .containsExactly(
                        "address",
                        "outcome",
                        "chosen",
                        "notJudged",
                        "rejected",
                        "failures",
                        "problems");
        assertThat(objects.get(0).get("outcome").asText()).isEqualTo("found");
        assertThat(objects.get(0).at("/chosen/certificate/emails/0").asText())
                .isEqualTo("alice@example.org");
        assertThat(objects.get(1).get("chosen").isNull()).isTrue();
        assertThat(objects.get(1).at("/rejected/0/reasons/0").asText())
                .isEqualTo("certificate-signature-invalid");
    }

    @Test
    void lookupShouldRefuseWhatItCantUse() throws IOException {
        assertThat(lookup("nobody").status()).isEqualTo(2);
        assertThat(lookup("nobody").err()).contains("nobody: is no mail address");
        assertThat(Ran.with("directory", "lookup", "a@example.org").err())
                .contains("There is nowhere to look");
        assertThat(Ran.with("directory").err()).contains("Missing command: lookup");
    }

    private void configure(String sources) throws IOException {
        Files.writeString(
                folder.resolve("conf/securemessaging.xml"),
                """
                <securemessaging>
                  <trust><anchors>file://conf/root.pem</anchors></trust>
                  <revocation><mode>off</mode></revocation>
                  <directories><directory name="staff">
                    <server>127.0.0.1:1</server><transport>plain</transport></directory></directories>
                  <lookup>%s</lookup>
                </securemessaging>
                """
                        .formatted(sources));
    }

    private Ran lookup(String... arguments) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "directory",
                                "lookup",
                                "--conf",
                                folder.resolve("conf").toString()));
        all.addAll(List.of(arguments));
        return Ran.with(all.toArray(String[]::new));
    }
}
