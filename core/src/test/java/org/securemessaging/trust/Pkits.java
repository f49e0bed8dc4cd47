package org.securemessaging.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.revocation.Crl;

/** NIST's cases, as their files say. */
final class Pkits {
    static final Instant AT = Instant.parse("2011-04-15T00:00:00Z");

    /** One case; the first certificate is the anchor, the last the target. */
    record Case(
            String id,
            String name,
            List<Certificate> certificates,
            List<byte[]> crlOctets,
            PolicyInputs inputs,
            boolean valid,
            Set<String> policies) {
        Certificate anchor() {
            return certificates.get(0);
        }

        List<Crl> crls() {
            return crlOctets.stream().map(Crl::parse).toList();
        }

        Certificate target() {
            return certificates.get(certificates.size() - 1);
        }

        @Override
        public String toString() {
            return id + " " + name;
        }
    }

    private Pkits() {}

    static Stream<Case> cases() {
        JsonNode root = json();
        List<Case> cases = new ArrayList<>();
        for (JsonNode node : root.get("cases")) {
            cases.add(read(node, root.get("policy_oids")));
        }
        return cases.stream();
    }

    static List<Certificate> allCertificates() {
        return files("certs").map(file -> Certificate.parse(bytes(file))).toList();
    }

    static List<Crl> allCrls() {
        return files("crls").map(file -> Crl.parse(bytes(file))).toList();
    }

    private static Case read(JsonNode node, JsonNode oids) {
        JsonNode settings = node.get("settings");
        PolicyInputs inputs =
                new PolicyInputs(
                        policies(settings.get("initial_policy_set"), oids),
                        settings.get("initial_explicit_policy").asBoolean(),
                        settings.get("initial_policy_mapping_inhibit").asBoolean(),
                        settings.get("initial_inhibit_any_policy").asBoolean());
        String part = node.get("subpart").isNull() ? "" : "/" + node.get("subpart").asText();
        return new Case(
                node.get("test_id").asText() + part,
                node.get("name").asText(),
                names(node.get("certs"))
                        .map(n -> Certificate.parse(resource("certs/" + n)))
                        .toList(),
                names(node.get("crls")).map(n -> resource("crls/" + n)).toList(),
                inputs,
                node.get("should_validate").asBoolean(),
                policies(node.get("user_constrained_policy_set"), oids));
    }

    private static Set<String> policies(JsonNode names, JsonNode oids) {
        Set<String> policies = new TreeSet<>();
        for (JsonNode name : names) {
            policies.add(
                    Optional.ofNullable(oids.get(name.asText()))
                            .map(JsonNode::asText)
                            .orElse(name.asText()));
        }
        return policies;
    }

    private static Stream<String> names(JsonNode array) {
        Set<String> names = new LinkedHashSet<>();
        array.forEach(name -> names.add(name.asText()));
        return names.stream();
    }

    private static JsonNode json() {
        try {
            return new ObjectMapper().readTree(resource("cases.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Pkits.class.getResourceAsStream("/pkits/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(String folder) {
        try {
            Path path =
                    Path.of(
                            Objects.requireNonNull(Pkits.class.getResource("/pkits/" + folder))
                                    .toURI());
            try (Stream<Path> files = Files.list(path)) {
                return files.sorted().toList().stream();
            }
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
