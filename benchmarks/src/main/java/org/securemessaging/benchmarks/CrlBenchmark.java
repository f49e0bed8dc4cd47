package org.securemessaging.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlEntry;
import org.securemessaging.revocation.CrlFiles;
import org.securemessaging.revocation.CrlSource;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.BuildingPathValidator;
import org.securemessaging.trust.PathQuery;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.PathRules;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TrustAnchors;

/**
 * A CRL with half a million entries, 20 MB, in a Java machine with a heap of 64 MB: were more
 * needed, the run would end with an OutOfMemoryError. The CRL is made by a machine of its own, for
 * which that heap does not hold.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx64m")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CrlBenchmark {
    /** Entries of the CRL. */
    @Param("500000")
    public int entries;

    private final BouncyCastleProvider bouncyCastle = new BouncyCastleProvider();
    private Path folder;
    private Crl crl;
    private NameKey issuer;
    private Certificate revoked;
    private Certificate good;
    private BuildingPathValidator validator;
    private long next;

    /**
     * Has the CRL made, reads it, and judges a certificate by it.
     *
     * @throws IOException if a file can't be written or read
     * @throws InterruptedException if this machine is asked to stop
     */
    @Setup(Level.Trial)
    public void prepare() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("crl-benchmark");
        make(folder, entries);
        crl = CrlFiles.parse(Files.readAllBytes(folder.resolve("large.crl")));
        issuer = crl.issuer();
        Certificate ca = certificate("ca.cer");
        revoked = certificate("revoked.cer");
        good = certificate("good.cer");
        validator =
                new BuildingPathValidator(
                        TrustAnchors.of(List.of(ca)),
                        TrustAnchors.of(List.of()),
                        new SignatureChecker(bouncyCastle, AlgorithmPolicy.defaults()),
                        new RevocationChecker(
                                List.of(request -> new CrlSource.Found(List.of(crl), List.of())),
                                RevocationRules.DEFAULT,
                                Clock.systemUTC()),
                        PathRules.DEFAULT);
    }

    /**
     * Removes the files.
     *
     * @throws IOException if one can't be removed
     */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        for (String file : List.of("large.crl", "ca.cer", "revoked.cer", "good.cer")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.delete(folder);
    }

    /**
     * Looks one serial number up after the other, half of which are there.
     *
     * @return the entry, if there is one
     */
    @Benchmark
    public Optional<CrlEntry> lookUp() {
        next = (next + 7_919) % (entries * 2L);
        BigInteger serial = LargeCrl.serial(next);
        return crl.find(issuer, serial);
    }

    /**
     * Reads the CRL from its file and makes the index.
     *
     * @return the CRL
     * @throws IOException if the file can't be read
     */
    @Benchmark
    public Crl read() throws IOException {
        crl = null; // As the cache lets go of an old one.
        crl = CrlFiles.parse(Files.readAllBytes(folder.resolve("large.crl")));
        return crl;
    }

    /**
     * Judges a certificate that is on the CRL, whose signature over 20 MB was checked the first
     * time.
     *
     * @return the report
     */
    @Benchmark
    public PathReport judgeRevoked() {
        return judge(revoked, false);
    }

    /**
     * Judges one that is not.
     *
     * @return the report
     */
    @Benchmark
    public PathReport judgeGood() {
        return judge(good, true);
    }

    private PathReport judge(Certificate certificate, boolean expected) {
        PathReport report =
                validator.validate(
                        certificate, PathQuery.at(Instant.now(), RevocationMode.REQUIRE));
        if (report.valid() != expected) {
            throw new IllegalStateException("wrong verdict: " + report.findings());
        }
        return report;
    }

    private Certificate certificate(String file) throws IOException {
        return Certificate.parse(Files.readAllBytes(folder.resolve(file)));
    }

    private static void make(Path folder, int entries) throws IOException, InterruptedException {
        Process maker =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrlBenchmark.class.getName(),
                                folder.toString(),
                                Integer.toString(entries))
                        .inheritIO()
                        .start();
        if (!maker.waitFor(Duration.ofMinutes(5).toSeconds(), TimeUnit.SECONDS)
                || maker.exitValue() != 0) {
            maker.destroyForcibly();
            throw new IllegalStateException("the CRL could not be made");
        }
    }

    /**
     * The program that makes the files.
     *
     * @param arguments the folder, and how many entries
     * @throws Exception if that fails
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int entries = Integer.parseInt(arguments[1]);
        LargeCrl maker = new LargeCrl(new BouncyCastleProvider());
        Files.write(folder.resolve("ca.cer"), maker.ca().encoded());
        Files.write(folder.resolve("revoked.cer"), maker.person(entries / 2).encoded());
        Files.write(folder.resolve("good.cer"), maker.person(entries).encoded());
        try (OutputStream out = Files.newOutputStream(folder.resolve("large.crl"))) {
            maker.write(entries, out);
        }
    }
}
