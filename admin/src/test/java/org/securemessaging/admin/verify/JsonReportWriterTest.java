package org.securemessaging.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.securemessaging.admin.testing.TestPki;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.LayerForm;
import org.securemessaging.verification.LayerReport;
import org.securemessaging.verification.SignerVerdict;
import org.securemessaging.verification.VerificationReport;

class JsonReportWriterTest {
    private final Certificate certificate = certificate();

    @Test
    void writeShouldGiveEveryMemberItsName() {
        JsonNode message = written(message(signer(Optional.of(certificate))));

        assertThat(names(message))
                .containsExactly(
                        "file", "result", "reasons", "authenticationResults", "layers", "findings");
        JsonNode layer = message.get("layers").get(0);
        assertThat(names(layer))
                .containsExactly(
                        "type",
                        "form",
                        "signers",
                        "part",
                        "counted",
                        "reasons",
                        "findings",
                        "differingHeaders");
        JsonNode signer = layer.get("signers").get(0);
        assertThat(names(signer))
                .containsExactly(
                        "result",
                        "reasons",
                        "certificate",
                        "digestAlgorithm",
                        "signatureAlgorithm",
                        "signingTime",
                        "identifier",
                        "path",
                        "findings");
        assertThat(names(signer.get("certificate")))
                .containsExactly("subject", "issuer", "serial", "sha256", "emails");
        assertThat(names(signer.get("findings").get(0)))
                .containsExactly("reason", "effect", "detail");
    }

    @Test
    void writeShouldGiveTheValuesOfTheReport() {
        JsonNode message = written(message(signer(Optional.of(certificate))));
        JsonNode layer = message.get("layers").get(0);
        JsonNode signer = layer.get("signers").get(0);

        assertThat(message.get("file").asText()).isEqualTo("ü \"quoted\".eml");
        assertThat(message.get("result").asText()).isEqualTo("policy");
        assertThat(message.get("reasons")).hasToString("[\"expired\",\"weak-key\"]");
        assertThat(message.get("authenticationResults").asText()).isEqualTo("mx; smime=policy");
        assertThat(layer.get("type").asText()).isEqualTo("signed-data");
        assertThat(layer.get("form").asText()).isEqualTo("clear");
        assertThat(layer.get("counted").asBoolean()).isTrue();
        assertThat(signer.get("reasons")).hasToString("[\"expired\",\"weak-key\"]");
        assertThat(signer.get("signingTime").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(signer.get("certificate"))
                .hasToString(
                        "{\"subject\":\"CN=alice\",\"issuer\":\"CN=Command line test root\","
                                + "\"serial\":\"01\",\"sha256\":\""
                                + certificate.sha256()
                                + "\",\"emails\":[\"alice@example.org\"]}");
        assertThat(signer.get("findings").get(0))
                .hasToString("{\"reason\":\"expired\",\"effect\":\"policy\",\"detail\":\"why\"}");
    }

    @Test
    void writeShouldSayNullForWhatIsNotKnown() {
        JsonNode signer = written(message(signer(Optional.empty()))).at("/layers/0/signers/0");

        assertThat(signer.get("certificate").isNull()).isTrue();
        assertThat(signer.get("identifier").isNull()).isTrue();
    }

    private JudgedMessage message(SignerVerdict signer) {
        LayerReport layer =
                new LayerReport(
                        "signed-data", LayerForm.CLEAR, "2", true, List.of(signer), List.of());
        VerificationReport report =
                new VerificationReport(
                        SignatureResult.POLICY,
                        new LinkedHashSet<>(List.of(ReasonCode.EXPIRED, ReasonCode.WEAK_KEY)),
                        List.of(),
                        List.of(layer));
        return new JudgedMessage("ü \"quoted\".eml", report, "mx; smime=policy");
    }

    private static SignerVerdict signer(Optional<Certificate> certificate) {
        return new SignerVerdict(
                SignatureResult.POLICY,
                List.of(
                        Finding.of(ReasonCode.EXPIRED, "why"),
                        Finding.of(ReasonCode.WEAK_KEY, ""),
                        Finding.of(ReasonCode.EXPIRED, "again")),
                certificate,
                Optional.empty(),
                "SHA-256",
                "ECDSA with SHA-256",
                Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                certificate.stream().toList(),
                List.of(),
                Optional.empty());
    }

    private static JsonNode written(JudgedMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonReportWriter(new PrintStream(out, false, StandardCharsets.US_ASCII)).write(message);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n");
        assertThat(text.lines()).hasSize(1);
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Certificate certificate() {
        try {
            return Certificate.parse(
                    new TestPki().person("alice@example.org").certificate().getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
