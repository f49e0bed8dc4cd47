package org.securemessaging.admin.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.admin.report.PlainText;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.journal.JournalReader;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.pipeline.archive.ArchiveParts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code archive show}: what one record tells, but for the messages in it. */
@Command(
        name = "show",
        description =
                "Show what a record tells: envelope, decryption, signatures, and its parts. Its"
                        + " digest is checked first.",
        sortOptions = false)
final class ArchiveShowCommand implements Callable<Integer> {
    private static final int LARGEST_SHOWN = 1024 * 1024;

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RECORD", description = "Which: " + NamedRecord.ACCEPTED + ".")
    private String id;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Mixin private ReadingOptions reading = new ReadingOptions();

    ArchiveShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            ArchiveReader reader = archive.reader();
            FoundRecord found = NamedRecord.in(reader, id);
            reading.writeDown(archive.auditLog(), "show", List.of(found.line().report()));
            return Readings.of(() -> show(reader, found));
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int show(ArchiveReader reader, FoundRecord found) throws IOException {
        JournalReader reports = new JournalReader();
        try (MessageBytes record = Readings.clear(reader, found)) {
            terminal.out().println("SHA-256: " + found.line().report());
            reports.text(record.octets())
                    .ifPresent(text -> text.format().lines().forEach(this::print));
            print("");
            for (Entity part : reports.parts(record.octets())) {
                print(
                        "%s  %s  %d octets"
                                .formatted(
                                        part.fileName().orElse("(no name)"),
                                        part.contentType().mimeType(),
                                        part.body().length()));
            }
            for (String json : ArchiveParts.JSON) {
                printPart(json, reports.part(record.octets(), json));
            }
        }
        return 0;
    }

    private void printPart(String name, Optional<Entity> part) throws IOException {
        if (part.isPresent()) {
            print("");
            print(name + ":");
            try (InputStream in = part.get().decodedBody()) {
                new String(in.readNBytes(LARGEST_SHOWN), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(this::print);
            }
        }
    }

    private void print(String line) {
        terminal.out().println(PlainText.of(line));
    }
}
