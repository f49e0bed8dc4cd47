package org.securemessaging.admin.crl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.NameText;
import org.securemessaging.pipeline.report.ReportMembers;
import org.securemessaging.result.Finding;
import org.securemessaging.revocation.CrlFacts;
import org.securemessaging.revocation.CrlState;
import org.securemessaging.revocation.CrlStock;

/**
 * Writes one JSON object a line, in UTF-8 whatever the locale. Every member is there in every
 * object; what is not known is null. {@code docs/command-line.md} describes the members.
 */
final class JsonCrlWriter implements CrlWriter {
    private final PrintStream out;
    private final JsonFactory json = new JsonFactory();

    JsonCrlWriter(PrintStream out) {
        this.out = out;
    }

    /** Writes the members of an object. */
    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator to) throws IOException;
    }

    @Override
    public void listed(CrlFacts crl, CrlState state) {
        line(
                to -> {
                    facts(to, Optional.of(crl), Optional.of(state));
                    text(to, "address", crl.address());
                    text(to, "file", crl.file());
                });
    }

    @Override
    public void refreshed(CrlStock.Refreshed refreshed, Optional<CrlState> state) {
        List<Finding> findings = refreshed.problem().stream().toList();
        line(
                to -> {
                    to.writeStringField("address", refreshed.address().toString());
                    to.writeStringField("outcome", CrlWriter.outcome(refreshed));
                    ReportMembers.writeReasons(to, ReportMembers.codes(findings));
                    facts(to, refreshed.crl(), state);
                    ReportMembers.writeFindings(to, findings);
                });
    }

    private static void facts(JsonGenerator to, Optional<CrlFacts> crl, Optional<CrlState> state)
            throws IOException {
        text(to, "issuer", crl.map(CrlFacts::issuer).map(NameText::of));
        text(to, "thisUpdate", crl.map(CrlFacts::thisUpdate));
        text(to, "nextUpdate", crl.flatMap(CrlFacts::nextUpdate));
        number(to, "entries", crl.map(facts -> BigInteger.valueOf(facts.entries())));
        text(to, "state", state.map(CrlState::word));
        text(to, "fetchedAt", crl.flatMap(CrlFacts::fetchedAt));
        number(to, "number", crl.flatMap(CrlFacts::number));
        number(to, "deltaTo", crl.flatMap(CrlFacts::deltaBase));
        text(to, "sha256", crl.map(CrlFacts::sha256));
    }

    private static void text(JsonGenerator to, String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            to.writeStringField(name, value.get().toString());
        } else {
            to.writeNullField(name);
        }
    }

    private static void number(JsonGenerator to, String name, Optional<BigInteger> value)
            throws IOException {
        if (value.isPresent()) {
            to.writeNumberField(name, value.get());
        } else {
            to.writeNullField(name);
        }
    }

    private void line(Members members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            to.writeStartObject();
            members.write(to);
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }
}
