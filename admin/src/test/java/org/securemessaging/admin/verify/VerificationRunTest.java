package org.securemessaging.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Terminal;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.VerificationReport;

class VerificationRunTest {
    private static final VerificationReport PASS =
            new VerificationReport(SignatureResult.PASS, Set.of(), List.of(), List.of());

    @TempDir private Path folder;

    private final List<JudgedMessage> written = new ArrayList<>();

    @Test
    void bugShouldBeToldAndNotStopTheRun() {
        int status =
                run(
                        octets -> {
                            if (octets.octets().length() == 1) {
                                throw new IllegalStateException("impossible");
                            }
                            return PASS;
                        },
                        OutputStream.nullOutputStream(),
                        source("1"),
                        source("22"));

        assertThat(status).isEqualTo(70);
        assertThat(written)
                .extracting(message -> message.report().result())
                .containsExactly(SignatureResult.TEMPERROR, SignatureResult.PASS);
        assertThat(written.get(0).report().reasons()).containsExactly(ReasonCode.INTERNAL_ERROR);
    }

    @Test
    void unreadableFileShouldBePermerror() {
        Path missing = folder.resolve("gone");
        int status =
                run(
                        octets -> PASS,
                        OutputStream.nullOutputStream(),
                        new MessageSource.Unreadable(missing, new IOException("no")),
                        source("1"));

        assertThat(status).isEqualTo(1);
        assertThat(written.get(0).file()).isEqualTo(missing.toString());
        assertThat(written.get(0).report().result()).isEqualTo(SignatureResult.PERMERROR);
    }

    @Test
    void lostOutputShouldEndTheRun() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("no space left");
                    }
                };

        assertThat(run(octets -> PASS, full, source("1"), source("2"))).isEqualTo(74);
        assertThat(written).hasSize(1);
    }

    private int run(Judge judge, OutputStream out, MessageSource... sources) {
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), stream, err, false);
        ReportWriter writer =
                message -> {
                    written.add(message);
                    stream.println(message.file());
                };
        return new VerificationRun(judge, SpoolLimits.in(folder), "localhost", writer, terminal)
                .over(List.of(sources));
    }

    private static MessageSource source(String content) {
        return new MessageSource.StandardInput(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII)));
    }
}
