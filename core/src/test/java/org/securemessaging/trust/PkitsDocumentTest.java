package org.securemessaging.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.revocation.CrlCollection;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;

/**
 * Keeps {@code docs/pkits.md} to what the engines say. It is written anew with {@code
 * -Dsecuremessaging.documents=write}.
 */
class PkitsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/pkits.md");
    private static final SignatureChecker CHECKER =
            new SignatureChecker(TestCa.BC, AlgorithmPolicy.defaults());
    private static final List<Certificate> ALL = Pkits.allCertificates();
    private static final String DELTAS = "the JDK does not apply delta CRLs";
    private static final Map<String, String> DEPARTURES =
            Map.of(
                    "JDK 4.10.13/3",
                    "the JDK accepts the path although it is valid for no policy of the initial set",
                    "JDK 4.15.4",
                    DELTAS,
                    "JDK 4.15.5",
                    DELTAS);

    @Test
    void documentShouldSayWhatTheEnginesSay() throws IOException {
        Map<String, String> departures = new TreeMap<>();
        List<String> rows = Pkits.cases().map(test -> row(test, departures)).toList();

        assertThat(departures.keySet()).containsExactlyInAnyOrderElementsOf(DEPARTURES.keySet());
        String document = document(rows);
        if ("write".equals(System.getProperty("securemessaging.documents"))) {
            Files.writeString(DOCUMENT, document);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
    }

    private static String row(Pkits.Case test, Map<String, String> departures) {
        PathReport ours = validate(test);
        Oracles.Question question =
                new Oracles.Question(
                        path(test, ours), ALL, test.crlOctets(), test.inputs(), Pkits.AT, true);
        boolean jdk = Oracles.jdk(question);
        boolean bouncyCastle = Oracles.bouncyCastle(question);
        note(departures, "JDK", test, jdk);
        note(departures, "Bouncy Castle", test, bouncyCastle);
        assertThat(ours.valid()).as(test.toString()).isEqualTo(test.valid());
        return Stream.of(
                        test.id(),
                        test.name(),
                        inputs(test.inputs()),
                        word(test.valid()),
                        word(ours.valid()),
                        String.join(" ", Validators.reasons(ours)),
                        String.join(" ", new TreeSet<>(ours.policies())),
                        word(jdk),
                        word(bouncyCastle))
                .reduce("|", (row, cell) -> row + " " + cell + " |");
    }

    /** A case's certificates may hold signers of CRLs besides the path. */
    private static List<Certificate> path(Pkits.Case test, PathReport ours) {
        List<Certificate> path = new ArrayList<>(ours.path());
        Collections.reverse(path);
        return !path.isEmpty() && path.get(0).equals(test.anchor()) ? path : test.certificates();
    }

    private static void note(
            Map<String, String> departures, String engine, Pkits.Case test, boolean valid) {
        if (valid != test.valid()) {
            departures.put(engine + " " + test.id(), word(valid));
        }
    }

    private static PathReport validate(Pkits.Case test) {
        RevocationChecker revocation =
                new RevocationChecker(
                        List.of(new CrlCollection(test.crls())),
                        RevocationRules.DEFAULT,
                        Clock.fixed(Pkits.AT, ZoneOffset.UTC));
        return new BuildingPathValidator(
                        TrustAnchors.of(List.of(test.anchor())),
                        TrustAnchors.of(test.certificates()),
                        CHECKER,
                        revocation,
                        PathRules.DEFAULT)
                .validate(
                        test.target(),
                        PathQuery.at(Pkits.AT, RevocationMode.REQUIRE)
                                .with(test.inputs())
                                .allowingWeak(true));
    }

    private static String inputs(PolicyInputs inputs) {
        List<String> words = new ArrayList<>();
        new TreeSet<>(inputs.acceptable())
                .stream().filter(oid -> !oid.equals(PolicyInputs.ANY_POLICY)).forEach(words::add);
        if (inputs.explicitPolicy()) {
            words.add("explicit");
        }
        if (inputs.inhibitMapping()) {
            words.add("no mapping");
        }
        if (inputs.inhibitAnyPolicy()) {
            words.add("no anyPolicy");
        }
        return String.join(", ", words);
    }

    private static String word(boolean valid) {
        return valid ? "valid" : "invalid";
    }

    private static String document(List<String> rows) {
        StringBuilder text = new StringBuilder(64 * 1024);
        text.append(
                """
                # NIST PKITS

                The 249 cases of NIST's Public Key Interoperability Test Suite 1.0.1, each with its own path and CRLs, judged for 15 April 2011. The test PkitsDocumentTest writes this page and fails when it is no longer true; PkitsTest judges every case once more with all 405 certificates and 173 CRLs at hand.

                "Ours" gives the reasons against the path (the suite's weak algorithms are tolerated) and, for a valid one, the policies it is valid for. The JDK's and Bouncy Castle's engines (PKIX, Bouncy Castle's with delta CRLs) got the same questions.

                | case | name | inputs | expected | ours | reasons | policies | JDK | Bouncy Castle |
                |---|---|---|---|---|---|---|---|---|
                """);
        rows.forEach(row -> text.append(row).append('\n'));
        text.append("\n## Where the others depart from what is expected\n\n");
        text.append("| engine and case | why |\n|---|---|\n");
        new TreeMap<>(DEPARTURES)
                .forEach((what, why) -> text.append("| %s | %s |\n".formatted(what, why)));
        return text.toString();
    }
}
