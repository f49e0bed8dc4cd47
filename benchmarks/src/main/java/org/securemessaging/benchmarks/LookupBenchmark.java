package org.securemessaging.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.directory.api.ldap.model.cursor.CursorException;
import org.apache.directory.api.ldap.model.cursor.EntryCursor;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.EncryptionKeyStrength;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.cms.SmimeCertificateReader;
import org.securemessaging.cms.encrypt.TrialEncryption;
import org.securemessaging.directory.ldap.BindMethod;
import org.securemessaging.directory.ldap.DirectoryServer;
import org.securemessaging.directory.ldap.DirectorySettings;
import org.securemessaging.directory.ldap.PooledDirectory;
import org.securemessaging.directory.ldap.Transport;
import org.securemessaging.directory.lookup.AddressRule;
import org.securemessaging.directory.lookup.CachedDirectory;
import org.securemessaging.directory.lookup.CertificateChooser;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.directory.lookup.EntryCertificates;
import org.securemessaging.directory.lookup.LdapSource;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.directory.lookup.LookupSchema;
import org.securemessaging.directory.lookup.SourcedDirectory;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlSource;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.BuildingPathValidator;
import org.securemessaging.trust.CachingPathValidator;
import org.securemessaging.trust.PathQuery;
import org.securemessaging.trust.PathRules;
import org.securemessaging.trust.PathValidator;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TrustAnchors;

/**
 * Looks up the certificates of a thousand people, with a required CRL: from memory, and in slapd
 * with nothing remembered but the connections and that the CRL is the CA's, beside a bare search of
 * the Directory API on the same pool.
 *
 * <p>On two cores that others kept busy: from memory 3 to 5 µs, 200,000 to 300,000 a second; in
 * slapd 1.8 to 1.9 times the bare search (550 µs against 300) once everything is compiled, which
 * takes most of a minute; of it the certificate's signature takes a tenth.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 14, time = 5)
@Measurement(iterations = 5, time = 5)
public class LookupBenchmark {
    private static final int PEOPLE = 1_000;
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final LookupSchema SCHEMA = LookupSchema.INET_ORG_PERSON;

    private final BouncyCastleProvider bouncyCastle = new BouncyCastleProvider();
    private PeopleServer server;
    private PooledDirectory pool;
    private CertificateDirectory fresh;
    private CachedDirectory cached;
    private int next;

    /**
     * Starts slapd and puts the look-up together.
     *
     * @throws GeneralSecurityException if the platform lacks an algorithm
     * @throws OperatorCreationException if Bouncy Castle lacks one
     * @throws IOException if slapd can't be started
     * @throws InterruptedException if this machine is asked to stop
     */
    @Setup(Level.Trial)
    public void prepare()
            throws GeneralSecurityException,
                    OperatorCreationException,
                    IOException,
                    InterruptedException {
        server = new PeopleServer(PEOPLE, bouncyCastle);
        pool = new PooledDirectory(connection(server.port()), Clock.systemUTC());
        LdapSource source =
                new LdapSource(
                        new LdapSource.Settings(
                                "slapd",
                                PeopleServer.BASE,
                                SCHEMA.filter(),
                                SCHEMA.attributes(),
                                AddressRule.REQUIRED,
                                TIME),
                        pool,
                        new EntryCertificates(
                                new SmimeCertificateReader(
                                        AlgorithmPolicy.defaults(),
                                        CmsLimits.defaults(),
                                        bouncyCastle)));
        BuildingPathValidator paths = paths();
        fresh = new SourcedDirectory(List.of(source), chooser(paths));
        CertificateChooser remembering =
                chooser(new CachingPathValidator(paths, Duration.ofMinutes(1)));
        cached =
                new CachedDirectory(
                        new SourcedDirectory(List.of(source), remembering),
                        remembering,
                        CachedDirectory.Settings.DEFAULT);
        for (int each = 0; each < PEOPLE; each++) {
            cached();
        }
    }

    /**
     * Stops slapd.
     *
     * @throws IOException if its files can't be removed
     */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
        cached.close();
        pool.close();
        server.close();
    }

    /**
     * From memory: a hundred thousand a second on one core are wanted.
     *
     * @return what was found
     */
    @Benchmark
    public LookUp cached() {
        return found(cached.lookUp(address()));
    }

    /**
     * In slapd, judged from the beginning: no more than twice the time of {@link #bareSearch}.
     *
     * @return what was found
     */
    @Benchmark
    public LookUp uncached() {
        return found(fresh.lookUp(address()));
    }

    /**
     * The bare search.
     *
     * @return how many octets of certificates came
     */
    @Benchmark
    public int bareSearch() {
        String filter = "(mail=" + PeopleServer.address(person()) + ")";
        return pool.call(connection -> search(connection, filter));
    }

    private static int search(LdapConnection connection, String filter) throws LdapException {
        int octets = 0;
        try (EntryCursor cursor =
                connection.search(
                        PeopleServer.BASE,
                        filter,
                        SearchScope.SUBTREE,
                        "userCertificate;binary",
                        "userSMIMECertificate")) {
            while (cursor.next()) {
                octets += cursor.get().get("userCertificate;binary").getBytes().length;
            }
            return octets;
        } catch (CursorException | IOException e) {
            throw new LdapException(e);
        }
    }

    private int person() {
        next = (next + 7) % PEOPLE;
        return next;
    }

    private MailAddress address() {
        return MailAddress.parse(PeopleServer.address(person())).orElseThrow();
    }

    private static LookUp found(LookUp result) {
        if (result.outcome() != LookUp.Outcome.FOUND) {
            throw new IllegalStateException("not found: " + result);
        }
        return result;
    }

    private BuildingPathValidator paths() throws IOException {
        Crl crl = server.crl();
        return new BuildingPathValidator(
                TrustAnchors.of(List.of(server.ca())),
                TrustAnchors.of(List.of()),
                new SignatureChecker(bouncyCastle, AlgorithmPolicy.defaults()),
                new RevocationChecker(
                        List.of(request -> new CrlSource.Found(List.of(crl), List.of())),
                        RevocationRules.DEFAULT,
                        Clock.systemUTC()),
                PathRules.DEFAULT);
    }

    private static CertificateChooser chooser(PathValidator paths) {
        return new CertificateChooser(
                paths,
                () -> PathQuery.at(Clock.systemUTC().instant(), RevocationMode.REQUIRE),
                new EncryptionKeyStrength(AlgorithmPolicy.defaults()),
                new TrialEncryption(new BouncyCastleProvider()),
                Clock.systemUTC());
    }

    private static DirectorySettings connection(int port) {
        return new DirectorySettings(
                "slapd",
                List.of(new DirectoryServer("127.0.0.1", port)),
                Transport.PLAIN,
                List.of(),
                new BindMethod.Anonymous(),
                PeopleServer.BASE,
                TIME,
                TIME,
                4);
    }
}
