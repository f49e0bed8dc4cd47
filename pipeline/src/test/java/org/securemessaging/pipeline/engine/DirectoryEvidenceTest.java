package org.securemessaging.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.TestCa;

/** What the configuration says of directories is what the engine does. */
class DirectoryEvidenceTest {
    @TempDir private Path work;

    @BeforeAll
    static void require() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
    }

    @Test
    void pathShouldUseTheDirectoriesOfTrustAndRevocation() throws IOException {
        TestCa root = new TestCa("O=B,CN=Root");
        TestCa ca = new TestCa("O=B,CN=CA");
        Certificate toCa = root.certify(ca);
        Certificate alice = ca.person("CN=Alice");
        Path anchors = Files.createDirectories(work.resolve("conf/anchors"));
        Files.write(anchors.resolve("root.cer"), root.selfSigned().encoded());
        try (Slapd slapd = Slapd.start(work.resolve("slapd"), Slapd.Options.NONE.suffix("o=B"))) {
            slapd.load(
                    "dn: o=B\nobjectClass: organization\no: B\n\n"
                            + entry("Root", root.crl().encoded(), List.of())
                            + entry("CA", ca.crl().encoded(), List.of(toCa)));
            Files.writeString(work.resolve("conf/securemessaging.xml"), configuration(slapd));
            try (VerificationEngine engine =
                    new VerificationEngine(
                            ConfigurationFolder.load(work.resolve("conf")),
                            Clock.fixed(TestCa.NOW, ZoneOffset.UTC))) {
                PathReport report = engine.path(alice, List.of(), engine.request());

                assertThat(report.findings()).isEmpty();
                assertThat(report.path()).startsWith(alice, toCa);
            }
        }
    }

    private static String configuration(Slapd slapd) {
        return """
        <securemessaging>
          <trust><anchors>file://conf/anchors/</anchors><caIssuers>false</caIssuers>
            <directory>corp</directory></trust>
          <revocation><directory>corp</directory><ocsp>false</ocsp></revocation>
          <directories><directory name="corp"><server>127.0.0.1:%d</server>
            <trusted>file://%s</trusted><base>o=B</base></directory></directories>
        </securemessaging>
        """
                .formatted(slapd.tlsPort(), slapd.pki().anchor().toAbsolutePath());
    }

    private static String entry(String name, byte[] crl, List<Certificate> certificates) {
        StringBuilder ldif =
                new StringBuilder(
                        "dn: cn=%1$s,o=B%nobjectClass: organizationalRole%nobjectClass: pkiCA%ncn: %1$s%n"
                                .formatted(name));
        ldif.append("certificateRevocationList;binary:: ").append(base64(crl)).append('\n');
        for (Certificate certificate : certificates) {
            ldif.append("cACertificate;binary:: ")
                    .append(base64(certificate.encoded()))
                    .append('\n');
        }
        return ldif.append('\n').toString();
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
