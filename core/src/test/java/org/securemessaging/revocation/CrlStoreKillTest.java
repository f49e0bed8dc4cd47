package org.securemessaging.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.FetchResult;
import org.securemessaging.net.Fetcher;
import org.securemessaging.trust.TestCa;
import org.slf4j.LoggerFactory;

/** Whatever a process that was killed while writing has left, the next one works. */
class CrlStoreKillTest {
    private static final URI ADDRESS = URI.create("http://crl.example.org/ca.crl");
    private static final int CHUNK = 4096;

    @TempDir private Path work;

    private final TestCa ca = new TestCa("CN=CA");

    @RepeatedTest(8)
    void aKilledProcessShouldLeaveAWholeCrlOrNone(RepetitionInfo repetition) throws Exception {
        Path one = Files.write(work.resolve("1.crl"), crl(1));
        Path two = Files.write(work.resolve("2.crl"), crl(2));
        Path folder = work.resolve("cache");
        Process writer = start(folder, one, two);
        try (BufferedReader out = writer.inputReader()) {
            assertThat(out.readLine()).isEqualTo("writing");
            Thread.sleep(new Random(repetition.getCurrentRepetition()).nextInt(60));
            assertThat(writer.isAlive()).isTrue();
        } finally {
            writer.destroyForcibly().waitFor();
        }

        Set<Path> left = files(folder);
        CrlStore store = new CrlStore(folder);
        store.read(ADDRESS)
                .map(stored -> CrlFiles.parse(stored.octets()).number().orElseThrow())
                .ifPresent(number -> assertThat(number).isIn(BigInteger.ONE, BigInteger.TWO));
        assertThat(left).as("what was whole is not dropped").contains(store.file(ADDRESS));
        assertThat(files(folder)).isEqualTo(left);
        assertNextStartWorks(folder);
    }

    @Test
    void whatWasCutOffAnywhereShouldBeFetchedAgain() throws IOException {
        Path folder = Files.createDirectory(work.resolve("cache"));
        Path file = new CrlStore(folder).file(ADDRESS);
        assertNextStartWorks(folder);
        new CrlStore(folder).believe(ADDRESS);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            Files.write(file, part);
            Files.write(folder.resolve("crl" + length + ".partial"), part);

            assertThat(new CrlStore(folder).read(ADDRESS)).as("%d octets", length).isEmpty();
            assertThat(file).doesNotExist();
        }
        assertNextStartWorks(folder);
    }

    @Test
    void whatWasLeftUnwrittenShouldBeFetchedAgain() throws IOException {
        Path folder = Files.createDirectory(work.resolve("cache"));
        Path file = new CrlStore(folder).file(ADDRESS);
        assertNextStartWorks(folder);
        new CrlStore(folder).believe(ADDRESS);
        byte[] whole = Files.readAllBytes(file);

        for (int from = 0; from < whole.length; from += 7) {
            // The length is on the disk, and not all of the octets: so a power cut may leave it.
            byte[] holed = whole.clone();
            Arrays.fill(holed, from, Math.min(from + 7, whole.length), (byte) 0);
            Files.write(file, holed);

            assertThat(new CrlStore(folder).read(ADDRESS)).as("hole at %d", from).isEmpty();
        }
        assertNextStartWorks(folder);
    }

    /** The program that is killed: {@code FOLDER CRL CRL} writes the two in turn for ever. */
    public static void main(String[] arguments) throws IOException {
        byte[][] crls = {
            Files.readAllBytes(Path.of(arguments[1])), Files.readAllBytes(Path.of(arguments[2]))
        };
        int[] turn = {0};
        CrlCache cache = cache(Path.of(arguments[0]), inPieces(() -> crls[turn[0]++ % 2]));
        cache.refresh(ADDRESS);
        System.out.println("writing");
        while (true) {
            cache.refresh(ADDRESS);
        }
    }

    private void assertNextStartWorks(Path folder) {
        try (CrlCache cache = cache(folder, inPieces(() -> crl(3)))) {
            assertThat(cache.get(ADDRESS, FetchBudget.perMail()).crl()).isPresent();
            assertThat(cache.refresh(ADDRESS).crl().orElseThrow().number())
                    .contains(BigInteger.valueOf(3));
        }
        assertThat(new CrlStore(folder).read(ADDRESS)).isPresent();
    }

    private interface Octets {
        byte[] next();
    }

    private static Fetcher inPieces(Octets octets) {
        return (request, sink) -> {
            byte[] all = octets.next();
            for (int i = 0; i < all.length; i += CHUNK) {
                sink.write(all, i, Math.min(CHUNK, all.length - i));
            }
            return new FetchResult.Complete(all.length);
        };
    }

    private static CrlCache cache(Path folder, Fetcher fetcher) {
        return new CrlCache(
                new CrlStore(folder), fetcher, CrlCacheSettings.DEFAULT, Clock.systemUTC());
    }

    private static Process start(Path folder, Path one, Path two) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        CrlStoreKillTest.class.getName(),
                        folder.toString(),
                        one.toString(),
                        two.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Of what the program uses; test runners have class loaders of their own. */
    private static String classPath() {
        return Stream.of(
                        CrlStoreKillTest.class,
                        CrlStore.class,
                        Caffeine.class,
                        ASN1Primitive.class,
                        LoggerFactory.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toSet());
        }
    }

    /** Current whenever the test runs. */
    private byte[] crl(long number) {
        Instant now = Clock.tickSeconds(ZoneOffset.UTC).instant();
        return ca.crl()
                .number(number)
                .issued(now.minusSeconds(60))
                .due(now.plusSeconds(86_400))
                .encoded();
    }
}
