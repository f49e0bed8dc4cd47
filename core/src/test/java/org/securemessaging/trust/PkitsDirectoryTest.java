package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.directory.ldap.BindMethod;
import org.securemessaging.directory.ldap.DirectoryIssuers;
import org.securemessaging.directory.ldap.DirectoryServer;
import org.securemessaging.directory.ldap.DirectorySettings;
import org.securemessaging.directory.ldap.PooledDirectory;
import org.securemessaging.directory.ldap.Transport;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;
import org.securemessaging.revocation.CrlCollection;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.list.CurrentTrustList;
import org.securemessaging.trust.list.TrustList;

/**
 * Every case of NIST's suite, with all of the suite's CAs in a real slapd, and none of those at
 * hand that issued anything.
 */
class PkitsDirectoryTest {
    private static final String SUFFIX = "o=Test Certificates 2011,c=US";
    private static final SignatureChecker CHECKER =
            new SignatureChecker(TestCa.BC, AlgorithmPolicy.defaults().withMinimumRsaBits(1024));
    private static final CrlCollection ALL_CRLS = new CrlCollection(Pkits.allCrls());

    @TempDir private static Path folder;
    private static Slapd slapd;
    private static PooledDirectory connections;
    private static DirectoryIssuers issuers;

    static Stream<Pkits.Case> cases() {
        return Pkits.cases();
    }

    @BeforeAll
    static void start() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
        slapd = Slapd.start(folder.resolve("slapd"), Slapd.Options.NONE.suffix(SUFFIX));
        slapd.load(ldif());
        DirectorySettings settings =
                new DirectorySettings(
                        "pkits",
                        List.of(new DirectoryServer("127.0.0.1", slapd.port())),
                        Transport.PLAIN,
                        List.of(),
                        new BindMethod.Anonymous(),
                        SUFFIX,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        4);
        connections = new PooledDirectory(settings, Clock.systemUTC());
        issuers = new DirectoryIssuers(settings, connections);
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            issuers.close();
            connections.close();
            slapd.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void validateShouldGiveTheExpectedResultWithTheCasInADirectory(Pkits.Case test) {
        BuildingPathValidator validator =
                new BuildingPathValidator(
                        TrustAnchors.of(List.of(test.anchor())),
                        TrustAnchors.of(signersOfOthersCrls(test)),
                        CurrentTrustList.of(TrustList.EMPTY),
                        CHECKER,
                        new RevocationChecker(
                                List.of(ALL_CRLS),
                                RevocationRules.DEFAULT,
                                Clock.fixed(Pkits.AT, ZoneOffset.UTC)),
                        PathRules.DEFAULT,
                        List.of(issuers));

        PathReport report =
                validator.validate(
                        test.target(),
                        PathQuery.at(Pkits.AT, RevocationMode.REQUIRE)
                                .with(test.inputs())
                                .with(FetchBudget.of(Duration.ofSeconds(20), 16))
                                .allowingWeak(true));

        assertThat(report.valid())
                .as("%s %s", report.findings(), report.rejected())
                .isEqualTo(test.valid());
        if (test.valid()) {
            assertThat(report.policies()).isEqualTo(test.policies());
        }
    }

    /** No certificate leads to the signer of an indirect CRL: its certificate must be at hand. */
    private static List<Certificate> signersOfOthersCrls(Pkits.Case test) {
        Set<NameKey> issuers =
                test.certificates().stream()
                        .map(each -> NameKey.of(each.issuer()))
                        .collect(Collectors.toSet());
        return test.certificates().stream()
                .filter(each -> !each.equals(test.target()))
                .filter(each -> !issuers.contains(NameKey.of(each.subject())))
                .toList();
    }

    private static String ldif() {
        Map<NameKey, List<Certificate>> cas = new LinkedHashMap<>();
        for (Certificate certificate : Pkits.allCertificates()) {
            CertificateExtensions claims = CertificateExtensions.of(certificate);
            boolean ca = claims.basicConstraints().map(BasicConstraints::isCA).orElse(false);
            boolean crlSigner =
                    claims.keyUsage().map(use -> use.hasUsages(KeyUsage.cRLSign)).orElse(false);
            if (ca || crlSigner) {
                cas.computeIfAbsent(NameKey.of(certificate.subject()), k -> new ArrayList<>())
                        .add(certificate);
            }
        }
        Map<NameKey, X500Name> above = new LinkedHashMap<>();
        cas.values().forEach(held -> parents(held.get(0).subject(), above));
        StringBuilder ldif = new StringBuilder();
        above.values().forEach(name -> ldif.append(entry(name, List.of())));
        cas.forEach(
                (key, held) -> {
                    if (!above.containsKey(key)) {
                        ldif.append(entry(held.get(0).subject(), held));
                    }
                });
        return ldif.toString();
    }

    /** The entries that must be there before, the highest first. */
    private static void parents(X500Name name, Map<NameKey, X500Name> into) {
        RDN[] rdns = name.getRDNs();
        for (int length = 2; length < rdns.length; length++) {
            X500Name parent = new X500Name(java.util.Arrays.copyOf(rdns, length));
            into.putIfAbsent(NameKey.of(parent), parent);
        }
    }

    private static String entry(X500Name name, List<Certificate> certificates) {
        StringBuilder ldif = new StringBuilder();
        String dn = RFC4519Style.INSTANCE.toString(name);
        ldif.append("dn:: ").append(base64(dn.getBytes(StandardCharsets.UTF_8))).append('\n');
        ldif.append("objectClass: pkiCA\nobjectClass: extensibleObject\n");
        ldif.append("objectClass: device\n");
        RDN[] rdns = name.getRDNs();
        TreeSet<String> lines = new TreeSet<>();
        for (AttributeTypeAndValue each : rdns[rdns.length - 1].getTypesAndValues()) {
            String type = RFC4519Style.INSTANCE.oidToDisplayName(each.getType());
            String value = ((ASN1String) each.getValue()).getString();
            lines.add(
                    (type == null ? each.getType().getId() : type)
                            + ":: "
                            + base64(value.getBytes(StandardCharsets.UTF_8)));
        }
        if (lines.stream().noneMatch(line -> line.startsWith("cn:"))) {
            lines.add("cn: none");
        }
        lines.forEach(line -> ldif.append(line).append('\n'));
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
