package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.securemessaging.revocation.Crl;

/**
 * A thousand generated paths, judged by this engine, the JDK's and Bouncy Castle's, each of which
 * looks for its own path. This engine gives the right verdict for each; where another departs, a
 * {@link Departures departure} explains it. Keeps {@code docs/generated-paths.md}, which is written
 * anew with {@code -Dsecuremessaging.documents=write}.
 */
class GeneratedPathsTest {
    private static final Path DOCUMENT = Path.of("../docs/generated-paths.md");
    private static final int PATHS = 1_000;
    private static final long SEED = 5280;

    private static List<Judged> all;

    /** A path, what was done to it, and what the engines say. */
    private record Judged(
            int number,
            List<Mutation> mutations,
            PathReport ours,
            boolean jdk,
            boolean bouncyCastle) {
        boolean expected() {
            return mutations.stream().allMatch(Mutation::valid);
        }

        @Override
        public String toString() {
            return number + " " + mutations;
        }
    }

    @BeforeAll
    static void judge() {
        all = IntStream.range(0, PATHS).parallel().mapToObj(GeneratedPathsTest::judge).toList();
    }

    @Test
    void everyMutationShouldBeThereMoreThanOnce() {
        for (Mutation mutation : Mutation.ALL) {
            assertThat(with(mutation)).as("%s", mutation).hasSizeGreaterThan(5);
        }
        assertThat(all).filteredOn(path -> path.mutations().size() == 1).hasSizeGreaterThan(400);
    }

    @Test
    void validateShouldGiveTheRightVerdict() {
        assertThat(all)
                .filteredOn(path -> path.ours().valid() != path.expected())
                .as("wrong verdicts")
                .extracting(path -> path + " " + path.ours().findings())
                .isEmpty();
    }

    @Test
    void validateShouldGiveTheRightReason() {
        assertThat(all)
                .filteredOn(path -> path.mutations().size() == 1 && !path.expected())
                .allSatisfy(
                        path ->
                                assertThat(path.mutations().get(0).reasons().split(" "))
                                        .as("%s %s", path, path.ours().findings())
                                        .containsAll(Validators.reasons(path.ours())));
    }

    @Test
    void everyDepartureOfTheJdkShouldBeExplained() {
        assertExplained("JDK", Departures.JDK, Judged::jdk);
    }

    @Test
    void everyDepartureOfBouncyCastleShouldBeExplained() {
        assertExplained("Bouncy Castle", Departures.BOUNCY_CASTLE, Judged::bouncyCastle);
    }

    @Test
    void documentShouldSayWhatTheEnginesSay() throws IOException {
        String document = document();
        if ("write".equals(System.getProperty("securemessaging.documents"))) {
            Files.writeString(DOCUMENT, document);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
    }

    private static Judged judge(int number) {
        Random random = new Random(SEED + number);
        List<Mutation> mutations = mutations(number, random);
        GeneratedPath path = new GeneratedPath(random);
        mutations.forEach(mutation -> mutation.apply(path));
        GeneratedPath.Signed signed = path.sign();
        return new Judged(
                number,
                mutations,
                ours(signed),
                Oracles.jdkFinds(signed),
                Oracles.bouncyCastleFinds(signed));
    }

    /** Each mutation alone in turn, and then pairs and triples of different groups. */
    private static List<Mutation> mutations(int number, Random random) {
        List<Mutation> every = Mutation.ALL;
        if (number % 2 == 0) {
            return List.of(every.get(number / 2 % every.size()));
        }
        Map<Mutation.Group, Mutation> chosen = new EnumMap<>(Mutation.Group.class);
        int count = number % 20 == 1 ? 0 : 2 + random.nextInt(2);
        while (chosen.size() < count) {
            Mutation mutation = every.get(random.nextInt(every.size()));
            // Else next to none of those with several would be valid.
            if (mutation.valid() || random.nextInt(4) == 0) {
                chosen.putIfAbsent(mutation.group(), mutation);
            }
        }
        return chosen.values().stream()
                .sorted(Comparator.comparing(Mutation.ALL::indexOf))
                .toList();
    }

    private static PathReport ours(GeneratedPath.Signed signed) {
        return Validators.trusting(signed.anchor())
                .knowing(signed.pool())
                .crls(signed.crls().stream().map(Crl::parse).toArray(Crl[]::new))
                .build()
                .validate(
                        signed.target(),
                        PathQuery.at(TestCa.NOW, RevocationMode.REQUIRE).with(signed.inputs()));
    }

    private interface Verdict {
        boolean of(Judged path);
    }

    private static void assertExplained(
            String engine, Map<Mutation, String> departures, Verdict verdict) {
        List<String> unexplained = new ArrayList<>();
        for (Judged path : all) {
            boolean predicted =
                    path.mutations().stream()
                            .allMatch(
                                    mutation ->
                                            mutation.valid() != departures.containsKey(mutation));
            if (verdict.of(path) != predicted) {
                unexplained.add(path + ": " + engine + " says " + word(verdict.of(path)));
            }
        }
        assertThat(unexplained).isEmpty();
    }

    private static List<Judged> with(Mutation mutation) {
        return all.stream().filter(path -> path.mutations().contains(mutation)).toList();
    }

    private static String document() {
        StringBuilder text = new StringBuilder(16 * 1024);
        long valid = all.stream().filter(Judged::expected).count();
        text.append(
                """
                # A thousand generated paths

                Made from seed %d: an anchor, two to four intermediates and a person, to which nothing, one or up to three things are done whose effect is known. This engine, the JDK's and Bouncy Castle's (PKIX) each look for a path among the same certificates and CRLs, and revocation must be had. %d are valid, %d are not. This engine gives the right verdict, and for a single change the right reason, in every case. The test GeneratedPathsTest makes and judges them, writes this page, and fails when it is no longer true.

                "Paths" counts those with the change, alone or with others. "JDK" and "Bouncy Castle" give their verdict on the change alone, if it departs; every verdict of theirs on all thousand paths follows from that.

                | change | right | reason | paths | JDK | Bouncy Castle |
                |---|---|---|---|---|---|
                """
                        .formatted(SEED, valid, PATHS - valid));
        for (Mutation mutation : Mutation.ALL) {
            text.append(
                    "| %s | %s | %s | %d | %s | %s |\n"
                            .formatted(
                                    mutation.words(),
                                    word(mutation.valid()),
                                    reasons(mutation),
                                    with(mutation).size(),
                                    departure(mutation, Departures.JDK),
                                    departure(mutation, Departures.BOUNCY_CASTLE)));
        }
        text.append(
                "\n## Why the others depart\n\n| engine | change | says | why |\n|---|---|---|---|\n");
        append(text, "JDK", Departures.JDK);
        append(text, "Bouncy Castle", Departures.BOUNCY_CASTLE);
        return text.toString();
    }

    private static void append(
            StringBuilder text, String engine, Map<Mutation, String> departures) {
        departures.forEach(
                (mutation, why) ->
                        text.append(
                                "| %s | %s | %s | %s |\n"
                                        .formatted(
                                                engine,
                                                mutation.words(),
                                                word(!mutation.valid()),
                                                why)));
    }

    /** Those that were given, of those that may be. */
    private static String reasons(Mutation mutation) {
        return all.stream()
                .filter(path -> path.mutations().equals(List.of(mutation)))
                .flatMap(path -> Validators.reasons(path.ours()).stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String departure(Mutation mutation, Map<Mutation, String> departures) {
        return departures.containsKey(mutation) ? word(!mutation.valid()) : "";
    }

    private static String word(boolean valid) {
        return valid ? "valid" : "invalid";
    }
}
