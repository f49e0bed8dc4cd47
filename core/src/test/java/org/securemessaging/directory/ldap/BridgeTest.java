package org.securemessaging.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.util.CollectionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.net.SchemeFetcher;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.trust.BuildingPathValidator;
import org.securemessaging.trust.CaIssuers;
import org.securemessaging.trust.IssuerSource;
import org.securemessaging.trust.PathQuery;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.PathRules;
import org.securemessaging.trust.PolicyInputs;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TestCa;
import org.securemessaging.trust.TrustAnchors;
import org.securemessaging.trust.list.CurrentTrustList;
import org.securemessaging.trust.list.TrustList;

/**
 * Our organisation A and another one, B, each with a policy of its own, meet at a bridge that maps
 * the one to the other. Nothing but A's root and Bob's certificate is at hand.
 */
class BridgeTest {
    private static final ASN1ObjectIdentifier A = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
    private static final ASN1ObjectIdentifier BRIDGED =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.2");
    private static final ASN1ObjectIdentifier B = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.3");

    @TempDir private Path folder;

    private final TestCa rootA = new TestCa("O=A,CN=Root A");
    private final TestCa bridge = new TestCa("O=Bridge,CN=Bridge");
    private final TestCa rootB = new TestCa("O=B,CN=Root B");
    private final TestCa mailB = new TestCa("O=B,CN=Mail CA");
    private final Certificate anchor = rootA.selfSigned();
    private final List<AutoCloseable> closing = new ArrayList<>();
    private Slapd slapd;
    private LoopbackServer web;

    @BeforeEach
    void start() throws Exception {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
        slapd = Slapd.start(folder.resolve("slapd"));
        closing.add(slapd);
        web = new LoopbackServer();
        closing.add(web);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : closing) {
            each.close();
        }
    }

    @Test
    void pathShouldCrossABridgeFoundByAuthorityInformationAlone() throws Exception {
        Certificate toBridge = toBridge();
        web.serve("/bridge.p7c", certsOnly(toBridge, anchor));
        Certificate toRootB = toRootB(issue(bridge, rootB).caIssuersAt(web("/bridge.p7c")));
        slapd.load(
                CaEntries.ca(
                        "cn=Root B," + Slapd.SUFFIX,
                        "Root B",
                        CaEntries.certificate(rootB.selfSigned()),
                        CaEntries.forward(toRootB)));
        Certificate toMailB =
                policy(
                                issue(rootB, mailB)
                                        .ca()
                                        .caIssuersAt(
                                                slapd.uri()
                                                        + "/cn=Root%20B,"
                                                        + Slapd.SUFFIX
                                                        + "?cACertificate;binary,crossCertificatePair;binary"),
                                B)
                        .sign();
        web.serve("/mail.cer", toMailB.encoded());
        Certificate bob = policy(issue(mailB, bob()).caIssuersAt(web("/mail.cer")), B).sign();
        SchemeFetcher fetcher = new SchemeFetcher(LoopbackServer.allowed());
        CaIssuers issuers =
                new CaIssuers(
                        fetcher, Duration.ofSeconds(5), Clock.fixed(TestCa.NOW, ZoneOffset.UTC));
        closing.add(issuers);
        closing.add(fetcher);

        assertCrosses(bob, issuers, toMailB, toRootB, toBridge);
    }

    @Test
    void pathShouldCrossABridgeFoundInTheAdministratorsDirectoryAlone() throws Exception {
        Certificate toBridge = toBridge();
        Certificate toRootB = toRootB(issue(bridge, rootB));
        Certificate toMailB = policy(issue(rootB, mailB).ca(), B).sign();
        // One under its own name's DN, one of which the bridge's entry speaks, one elsewhere.
        try (Slapd directory = Slapd.start(folder.resolve("b"), Slapd.Options.NONE.suffix("o=B"))) {
            directory.load(
                    CaEntries.organization("o=B", "B")
                            + CaEntries.ca("cn=Root B,o=B", "Root B", CaEntries.forward(toRootB))
                            + "dn: ou=CAs,o=B\nobjectClass: organizationalUnit\nou: CAs\n\n"
                            + CaEntries.ca(
                                    "cn=Bridge,ou=CAs,o=B",
                                    "Bridge",
                                    CaEntries.reverse(toRootB),
                                    CaEntries.forward(toBridge))
                            + CaEntries.ca(
                                    "cn=Mail CA,ou=CAs,o=B",
                                    "Mail CA",
                                    CaEntries.certificate(toMailB)));
            DirectorySettings settings = Directories.plain(directory).base("o=B").settings();
            try (PooledDirectory connections = new PooledDirectory(settings, Clock.systemUTC());
                    DirectoryIssuers issuers = new DirectoryIssuers(settings, connections)) {
                Certificate bob = policy(issue(mailB, bob()), B).sign();

                assertCrosses(bob, issuers, toMailB, toRootB, toBridge);
            }
        }
    }

    @Test
    void pathShouldSayThatTheDirectoryIsAway() {
        DirectorySettings settings = Directories.plain(slapd).settings();
        slapd.kill();
        try (PooledDirectory connections = new PooledDirectory(settings, Clock.systemUTC());
                DirectoryIssuers issuers = new DirectoryIssuers(settings, connections)) {
            PathReport report = validate(mailB.certify(bob()), issuers, PolicyInputs.ANY);

            assertThat(report.valid()).isFalse();
            assertThat(report.rejected().toString()).contains("directory test: 127.0.0.1:");
        }
    }

    private void assertCrosses(Certificate bob, IssuerSource issuers, Certificate... path) {
        PolicyInputs ours = new PolicyInputs(Set.of(A.getId()), true, false, false);
        PathReport report = validate(bob, issuers, ours);

        assertThat(report.valid()).as(() -> report.toString()).isTrue();
        assertThat(report.policies()).containsExactly(A.getId());
        assertThat(report.path()).startsWith(bob).containsSubsequence(path);

        PolicyInputs unmapped = new PolicyInputs(Set.of(A.getId()), true, true, false);
        assertThat(validate(bob, issuers, unmapped).valid()).isFalse();
    }

    private PathReport validate(Certificate target, IssuerSource issuers, PolicyInputs policies) {
        return new BuildingPathValidator(
                        TrustAnchors.of(List.of(anchor)),
                        TrustAnchors.of(List.of()),
                        CurrentTrustList.of(TrustList.EMPTY),
                        new SignatureChecker(TestCa.BC, AlgorithmPolicy.defaults()),
                        new RevocationChecker(List.of()),
                        PathRules.DEFAULT,
                        List.of(issuers))
                .validate(
                        target,
                        PathQuery.at(TestCa.NOW, RevocationMode.OFF)
                                .with(policies)
                                .with(FetchBudget.perMail()));
    }

    private Certificate toBridge() {
        return mapping(policy(issue(rootA, bridge).ca(), A), A, BRIDGED).sign();
    }

    private static Certificate toRootB(TestCa.Issue issue) {
        return mapping(policy(issue.ca(), BRIDGED), BRIDGED, B).sign();
    }

    private static TestCa bob() {
        return new TestCa("O=B,CN=Bob");
    }

    private static TestCa.Issue issue(TestCa issuer, TestCa subject) {
        return issuer.issue(subject);
    }

    private static TestCa.Issue policy(TestCa.Issue issue, ASN1ObjectIdentifier policy) {
        return issue.with(
                Extension.certificatePolicies,
                false,
                new CertificatePolicies(new PolicyInformation(policy)));
    }

    private static TestCa.Issue mapping(
            TestCa.Issue issue, ASN1ObjectIdentifier from, ASN1ObjectIdentifier to) {
        return issue.with(
                Extension.policyMappings,
                true,
                new PolicyMappings(CertPolicyId.getInstance(from), CertPolicyId.getInstance(to)));
    }

    private String web(String path) {
        return web.uri(path).toString();
    }

    private static byte[] certsOnly(Certificate... certificates) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        List<Object> holders = new ArrayList<>();
        for (Certificate certificate : certificates) {
            holders.add(certificate.holder());
        }
        generator.addCertificates(new CollectionStore<>(holders));
        return generator.generate(new CMSProcessableByteArray(new byte[0])).getEncoded();
    }
}
