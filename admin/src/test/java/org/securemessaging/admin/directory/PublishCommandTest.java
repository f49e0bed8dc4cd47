package org.securemessaging.admin.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.testing.TestPki;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.directory.publication.CrossPair;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;
import org.securemessaging.trust.TestCa;

/** Against slapd, looked at with ldapsearch. */
class PublishCommandTest {
    private static final String BOB = "bob@outside.test";

    @TempDir private Path folder;
    private final TestPki pki = new TestPki();
    private Slapd slapd;
    private Path conf;
    private Path bob;
    private Path root;

    @BeforeAll
    static void require() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapsearch");
    }

    @BeforeEach
    void start() throws IOException {
        slapd = Slapd.start(folder.resolve("slapd"));
        conf = Files.createDirectories(folder.resolve("conf"));
        root = pki.writeRoot(conf.resolve("root.pem"));
        bob = TestPki.writeCertificate(folder.resolve("bob.pem"), pki.person(BOB));
        Files.writeString(conf.resolve("password"), Slapd.PASSWORD);
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                """
                <securemessaging>
                <trust><anchors>file://conf/root.pem</anchors></trust>
                <revocation><mode>off</mode></revocation>
                <directories><directory name="a"><server>127.0.0.1:%d</server><transport>plain</transport>
                  <bind>simple</bind><bindDn>%s</bindDn><passwordFile>file://conf/password</passwordFile></directory></directories>
                <publication><directory>a</directory>
                  <correspondents><base>ou=outside,%s</base><createParents>true</createParents></correspondents>
                  <authorities><base>ou=ca,%s</base><createParents>true</createParents></authorities>
                  <outbox><folder>file://var/outbox/</folder></outbox></publication>
                </securemessaging>
                """
                        .formatted(slapd.port(), Slapd.ADMIN, Slapd.SUFFIX, Slapd.SUFFIX));
    }

    @AfterEach
    void stop() {
        slapd.close();
    }

    @Test
    void publishShouldWriteWhatOthersFindAndUnpublishTakeItAway() throws IOException {
        Ran dry = directory("publish", "--dry-run", bob.toString());
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains("+ userCertificate of mail=" + BOB)
                .endsWith("2 values would be changed\n");
        assertThat(search("(mail=" + BOB + ")")).isEmpty();

        Ran first = directory("publish", bob.toString(), root.toString());
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).endsWith("3 values changed\n");
        assertThat(directory("publish", bob.toString(), root.toString()).out())
                .isEqualTo("0 values changed\n");
        assertThat(search("(mail=" + BOB + ")"))
                .contains("userCertificate;binary::")
                .contains("userSMIMECertificate::");
        assertThat(search("(cACertificate=*)")).contains("cACertificate;binary::");

        Ran gone = directory("unpublish", bob.toString());
        assertThat(gone.status()).as(gone.err()).isZero();
        assertThat(gone.out()).endsWith("2 values changed\n");
        assertThat(search("(mail=" + BOB + ")"))
                .contains("dn: mail=" + BOB)
                .doesNotContain("userCertificate", "userSMIMECertificate");
    }

    @Test
    void publishShouldRefuseAnUntrustedCertificateUnlessToldNotToCheck() throws IOException {
        Path stranger =
                TestPki.writeCertificate(folder.resolve("eve.pem"), new TestPki().person(BOB));

        Ran checked = directory("publish", stranger.toString());
        assertThat(checked.status()).isEqualTo(1);
        assertThat(checked.err()).startsWith("CN=bob: certificate-signature-invalid");
        assertThat(checked.out()).isEqualTo("0 values changed\n");

        Ran unchecked = directory("publish", "--unchecked", stranger.toString());
        assertThat(unchecked.status()).as(unchecked.err()).isZero();
    }

    @Test
    void sweepShouldRemoveWhatIsDenied() throws IOException {
        directory("publish", bob.toString());
        Ran before = directory("sweep");
        assertThat(before.status()).as(before.err()).isZero();
        assertThat(before.out()).isEqualTo("0 values changed\n");

        Path list = conf.resolve("trust.list");
        Ran denied = Ran.with("trust", "deny", "--list", list.toString(), bob.toString());
        assertThat(denied.status()).as(denied.err()).isZero();
        Path file = conf.resolve("securemessaging.xml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "</anchors>",
                                "</anchors><trustList>file://conf/trust.list</trustList>"));

        assertThat(directory("sweep", "--dry-run").out()).endsWith("2 values would be changed\n");
        assertThat(directory("sweep").out())
                .contains("- userCertificate of mail=" + BOB)
                .endsWith("2 values changed\n");
        assertThat(directory("sweep").out()).isEqualTo("0 values changed\n");
    }

    @Test
    void publishShouldWriteCrossPairsAndCrls() throws IOException {
        TestCa ours = new TestCa("CN=Our CA");
        TestCa theirs = new TestCa("CN=Their CA");
        Certificate issuedToUs = valid(theirs.issue(ours));
        Certificate issuedByUs = valid(ours.issue(theirs));
        Path pair = write("pair.pem", issuedToUs, issuedByUs);
        Path crl = pki.writeCrl(folder.resolve("root.crl"));

        Ran first = directory("publish", "--cross-pair", pair.toString(), "--crls", crl.toString());
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("+ crossCertificatePair of cn=Our CA,ou=ca")
                .contains("+ certificateRevocationList of cn=Command line test root,ou=ca")
                .endsWith("2 values changed\n");
        assertThat(directory("publish", "--cross-pair", pair.toString()).out())
                .isEqualTo("0 values changed\n");
        String entry = search("(crossCertificatePair=*)").replace("\n ", "");
        String value = entry.replaceAll("(?s).*crossCertificatePair;binary:: (\\S+).*", "$1");
        assertThat(CrossPair.parse(Base64.getDecoder().decode(value)))
                .isEqualTo(new CrossPair(Optional.of(issuedToUs), Optional.of(issuedByUs)));
    }

    @Test
    void publishShouldRefuseWhatIsNoCrossPair() throws IOException {
        TestCa ours = new TestCa("CN=Our CA");
        Certificate own = valid(ours.issue(ours));
        Path unrelated = write("unrelated.pem", own, valid(new TestCa("CN=Their CA").issue(ours)));

        assertThat(directory("publish", "--cross-pair", bob.toString()).err())
                .contains("a certificate is not a CA's; accepted: a certificate that another CA");
        Ran ran = directory("publish", "--cross-pair", unrelated.toString());
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("not of two CAs that certify each other");
    }

    private static Certificate valid(TestCa.Issue issue) {
        Instant now = Instant.now();
        Duration day = Duration.ofDays(1);
        return issue.ca().valid(now.minus(day), now.plus(day)).sign();
    }

    private Path write(String name, Certificate... certificates) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Certificate each : certificates) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(each.encoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void partnersShouldSeeWhatIsPublishedUntilItIsNot() throws IOException {
        Path file = conf.resolve("securemessaging.xml");
        String border =
                "<border><directory>a</directory><base>ou=partners,%s</base>"
                        + "<createParents>true</createParents><domain>%s</domain></border><outbox>";
        String configuration = Files.readString(file);
        String shown = "mail=" + BOB + ",ou=partners";
        Files.writeString(
                file,
                configuration.replace("<outbox>", border.formatted(Slapd.SUFFIX, "outside.test")));

        Ran published = directory("publish", bob.toString());
        assertThat(published.status()).as(published.err()).isZero();
        assertThat(published.out()).contains("+ userCertificate of " + shown);
        assertThat(search("(mail=" + BOB + ")")).contains(shown);
        assertThat(directory("sweep").out()).isEqualTo("0 values changed\n");

        Files.writeString(
                file,
                configuration.replace(
                        "<outbox>", border.formatted(Slapd.SUFFIX, "elsewhere.test")));
        assertThat(directory("sweep", "--dry-run").out()).contains("- userCertificate of " + shown);
        assertThat(directory("sweep").out()).contains("- userCertificate of " + shown);
        assertThat(search("(mail=" + BOB + ")"))
                .contains("mail=" + BOB + ",ou=outside")
                .doesNotContain("ou=partners");
    }

    @Test
    void statusShouldTellADirectoryThatIsAway() {
        slapd.kill();

        Ran ran = directory("publish", bob.toString());

        assertThat(ran.status()).isEqualTo(69);
        assertThat(ran.err()).contains("directory a");
    }

    @Test
    void usageErrorsShouldBeTold() {
        assertThat(directory("publish").status()).isEqualTo(2);
        assertThat(directory("unpublish", "ab".repeat(32)).err()).contains("needs --address");
        assertThat(directory("unpublish", "--address", "*)(uid=*", "ab".repeat(32)).err())
                .contains("no address that is published");
    }

    private Ran directory(String command, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "directory";
        all[1] = command;
        all[2] = "--conf";
        all[3] = conf.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return Ran.with(all);
    }

    private String search(String filter) throws IOException {
        new PeerProgram(folder, Map.of())
                .run(
                        "",
                        "sh",
                        "-c",
                        "ldapsearch -x -LLL -H %s -b %s '%s' > found.ldif"
                                .formatted(slapd.uri(), Slapd.SUFFIX, filter));
        return Files.readString(folder.resolve("found.ldif"), StandardCharsets.US_ASCII);
    }
}
