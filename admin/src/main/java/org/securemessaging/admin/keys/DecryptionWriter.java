package org.securemessaging.admin.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.securemessaging.cms.decrypt.EnvelopeFacts;
import org.securemessaging.cms.decrypt.KeyUse;
import org.securemessaging.pipeline.report.ReportMembers;
import org.securemessaging.verification.OpenedEnvelope;
import org.securemessaging.verification.OpenedMessage;

/** Writes one JSON object a line, in UTF-8 whatever the locale; never plaintext. */
final class DecryptionWriter {
    private final PrintStream out;
    private final JsonFactory json = new JsonFactory();

    DecryptionWriter(PrintStream out) {
        this.out = out;
    }

    void write(Path source, OpenedMessage opened) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            to.writeStartObject();
            to.writeStringField("source", source.toString());
            to.writeBooleanField("opened", opened.opened());
            to.writeBooleanField("complete", opened.complete());
            to.writeBooleanField("integrity", opened.authenticated());
            to.writeStringField("signature", opened.report().result().keyword());
            ReportMembers.writeReasons(to, opened.report().reasons());
            to.writeArrayFieldStart("layers");
            for (OpenedEnvelope envelope : opened.envelopes()) {
                layer(to, envelope);
            }
            to.writeEndArray();
            to.writeEndObject();
        }
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void layer(JsonGenerator to, OpenedEnvelope envelope) throws IOException {
        to.writeStartObject();
        to.writeStringField("part", envelope.part());
        to.writeStringField("type", envelope.type().word());
        to.writeBooleanField("opened", envelope.opened());
        if (envelope.failure().isPresent()) {
            to.writeStringField("reason", envelope.failure().get().reason().code());
        } else {
            to.writeNullField("reason");
        }
        if (envelope.facts().isPresent()) {
            facts(to, envelope.facts().get());
        }
        to.writeEndObject();
    }

    private static void facts(JsonGenerator to, EnvelopeFacts facts) throws IOException {
        to.writeStringField("algorithm", facts.algorithm());
        to.writeNumberField("recipients", facts.recipients().size());
        if (facts.key().isPresent()) {
            KeyUse use = facts.key().get();
            to.writeStringField("transport", use.transport());
            if (use.certificate().isPresent()) {
                to.writeFieldName("key");
                ReportMembers.writeCertificate(to, use.certificate().get());
            }
        }
    }
}
