package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.securemessaging.trust.TestCa.NOW;
import static org.securemessaging.trust.Validators.reasons;
import static org.securemessaging.trust.Validators.trusting;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;

/** What a stranger may send to make a validator work: each costs a bounded amount. */
final class BombTest {
    // The fastest of a few runs counts, since the first ones compile. The allocation is all that
    // is allocated, not what is live.
    private static final Duration TIME = Duration.ofMillis(200);
    private static final int RUNS = 30;
    private static final long ALLOCATED_BYTES = 64L << 20;

    private final TestCa root = new TestCa("CN=Root,O=Test");
    private final Certificate rootCertificate = root.selfSigned();

    @Test
    void policiesAllMappedToAllShouldNotExplode() {
        int levels = 10;
        List<Certificate> chain = new ArrayList<>();
        TestCa above = root;
        for (int level = 0; level < levels; level++) {
            TestCa next = new TestCa("CN=Level " + level);
            chain.add(
                    above.issue(next)
                            .ca()
                            .with(Extension.certificatePolicies, false, policies(16))
                            .with(Extension.policyMappings, true, allToAll(16))
                            .sign());
            above = next;
        }
        Certificate target =
                above.issue(new TestCa("CN=Target"))
                        .with(Extension.certificatePolicies, false, policies(16))
                        .sign();
        PathQuery query =
                PathQuery.at(NOW, RevocationMode.OFF)
                        .with(new PolicyInputs(java.util.Set.of("1.2.3.1"), true, false, false));

        PathReport report = bounded(trusting(rootCertificate).knowing(chain), target, query);

        assertThat(report.valid()).as("%s", report.findings()).isTrue();
        assertThat(report.policies()).containsExactly("1.2.3.1");
    }

    @Test
    void aMeshThatLeadsToNoAnchorShouldCostNoSignature() {
        List<TestCa> mesh =
                IntStream.range(0, 10).mapToObj(i -> new TestCa("CN=Mesh " + i)).toList();
        List<Certificate> certificates = new ArrayList<>();
        for (TestCa issuer : mesh) {
            for (TestCa subject : mesh) {
                certificates.add(issuer.certify(subject));
            }
        }
        PathLimits noSignatures = new PathLimits(16, 2_000, 10_000, 0, 32, 0, 0);

        PathReport report =
                bounded(
                        trusting(rootCertificate)
                                .knowing(certificates)
                                .rules(new PathRules(true, true, true, noSignatures)),
                        mesh.get(0).person("CN=Target"),
                        PathQuery.at(NOW, RevocationMode.OFF));

        assertThat(reasons(report)).containsExactly("untrusted");
    }

    @Test
    void aMeshWhoseEveryPathFailsAtTheAnchorShouldEnd() {
        TestCa impostor = new TestCa(root.name(), TestCa.newKeys());
        List<TestCa> mesh =
                IntStream.range(0, 9).mapToObj(i -> new TestCa("CN=Mesh " + i)).toList();
        List<Certificate> certificates = new ArrayList<>();
        for (TestCa subject : mesh) {
            certificates.add(impostor.certify(subject));
            mesh.forEach(issuer -> certificates.add(issuer.certify(subject)));
        }

        PathReport report =
                bounded(
                        trusting(rootCertificate).knowing(certificates),
                        mesh.get(0).person("CN=Target"),
                        PathQuery.at(NOW, RevocationMode.OFF));

        assertThat(report.valid()).isFalse();
        assertThat(reasons(report)).contains("limit-exceeded");
    }

    @Test
    void aThousandDecoysShouldNotCostAThousandSignatures() {
        TestCa real = new TestCa("CN=Decoyed");
        byte[] keyIdentifier = {1, 2, 3};
        Certificate template = root.issue(real).ca().keyIdentifier(keyIdentifier).sign();
        List<Certificate> decoys = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            TestCa decoy = new TestCa(real.name(), root.keys());
            decoys.add(
                    root.issue(decoy)
                            .ca()
                            .keyIdentifier(keyIdentifier)
                            .key(changed(real, i))
                            .sign());
        }
        Certificate target = real.person("CN=Target");

        PathReport lost =
                bounded(
                        trusting(rootCertificate).knowing(decoys),
                        target,
                        PathQuery.at(NOW, RevocationMode.OFF));
        PathReport found =
                bounded(
                        trusting(rootCertificate).knowing(template),
                        target,
                        PathQuery.at(NOW, RevocationMode.OFF).with(decoys, List.of()));

        assertThat(reasons(lost)).contains("limit-exceeded");
        assertThat(found.valid()).isTrue();
    }

    @Test
    void aThousandNamesAndAThousandConstraintsShouldBeRefused() {
        GeneralSubtree[] excluded =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> new GeneralSubtree(email("excluded" + i + ".example")))
                        .toArray(GeneralSubtree[]::new);
        GeneralName[] names =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> email("a@host" + i + ".example"))
                        .toArray(GeneralName[]::new);
        TestCa constrained = new TestCa("CN=Constrained");
        Certificate ca =
                root.issue(constrained)
                        .ca()
                        .with(
                                Extension.nameConstraints,
                                true,
                                new NameConstraints(excluded, excluded))
                        .sign();
        Certificate target =
                constrained
                        .issue(new TestCa("CN=Target"))
                        .with(Extension.subjectAlternativeName, false, new GeneralNames(names))
                        .sign();

        PathReport report =
                bounded(
                        trusting(rootCertificate).knowing(ca),
                        target,
                        PathQuery.at(NOW, RevocationMode.OFF));

        assertThat(reasons(report)).containsExactly("limit-exceeded");
    }

    private static PathReport bounded(Validators validators, Certificate target, PathQuery query) {
        BuildingPathValidator validator = validators.build();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        PathReport report = validator.validate(target, query);
        long shortest = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && shortest > TIME.toNanos(); run++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            // The thread's own time, which other programs on this machine do not add to.
            long start = threads.getCurrentThreadCpuTime();
            report = validator.validate(target, query);
            shortest = Math.min(shortest, threads.getCurrentThreadCpuTime() - start);
            assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                    .isLessThan(ALLOCATED_BYTES);
        }
        assertThat(Duration.ofNanos(shortest)).isLessThan(TIME);
        assertThatCode(report::toString).doesNotThrowAnyException();
        return report;
    }

    private static GeneralName email(String constraint) {
        return new GeneralName(GeneralName.rfc822Name, constraint);
    }

    private static ASN1ObjectIdentifier policy(int number) {
        return new ASN1ObjectIdentifier("1.2.3." + number);
    }

    private static CertificatePolicies policies(int count) {
        return new CertificatePolicies(
                IntStream.range(0, count)
                        .mapToObj(i -> new PolicyInformation(policy(i)))
                        .toArray(PolicyInformation[]::new));
    }

    private static PolicyMappings allToAll(int count) {
        CertPolicyId[] issuer = new CertPolicyId[count * count];
        CertPolicyId[] subject = new CertPolicyId[count * count];
        for (int i = 0; i < count * count; i++) {
            issuer[i] = CertPolicyId.getInstance(policy(i / count));
            subject[i] = CertPolicyId.getInstance(policy(i % count));
        }
        return new PolicyMappings(issuer, subject);
    }

    /** A thousand keys that cost nothing to make: the issuer's own points on the curve. */
    private static org.bouncycastle.asn1.x509.SubjectPublicKeyInfo changed(TestCa ca, int number) {
        var curve = org.bouncycastle.asn1.x9.ECNamedCurveTable.getByName("P-256");
        byte[] point =
                curve.getG()
                        .multiply(java.math.BigInteger.valueOf(number + 2L))
                        .normalize()
                        .getEncoded(false);
        return new org.bouncycastle.asn1.x509.SubjectPublicKeyInfo(
                ca.publicKey().getAlgorithm(), point);
    }
}
