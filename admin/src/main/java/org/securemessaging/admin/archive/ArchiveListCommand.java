package org.securemessaging.admin.archive;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.InstantConverter;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.archive.folder.ArchiveQuery;
import org.securemessaging.archive.folder.ArchiveReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code archive list}: which mails were archived. */
@Command(
        name = "list",
        description = "List archived mails, the oldest first. Everything that is given must hold.",
        sortOptions = false)
final class ArchiveListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(
            names = "--address",
            paramLabel = "TEXT",
            description = "The sender's or a recipient's address, or a part of it.")
    private String address;

    @Option(names = "--message-id", paramLabel = "ID", description = "The Message-ID.")
    private String messageId;

    @Option(names = "--subject", paramLabel = "TEXT", description = "A part of the subject.")
    private String subject;

    @Option(
            names = "--since",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Archived at or after this time: 2026-01-02T03:04:05Z or 2026-01-02.")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Archived before this time.")
    private Instant until;

    @Option(names = "--json", description = "Print one JSON object a line for each mail, in UTF-8.")
    private boolean json;

    @Mixin private ReadingOptions reading = new ReadingOptions();

    ArchiveListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            ArchiveReader reader = archive.reader();
            reading.writeDown(archive.auditLog(), "list", asked());
            return Readings.of(() -> list(reader));
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int list(ArchiveReader reader) throws IOException {
        RecordLines lines = new RecordLines(terminal.out(), json);
        reader.search(
                new ArchiveQuery(
                        Optional.ofNullable(address),
                        Optional.ofNullable(messageId),
                        Optional.ofNullable(subject),
                        Optional.ofNullable(since),
                        Optional.ofNullable(until)),
                lines::write);
        return 0;
    }

    private List<String> asked() {
        return Stream.of(
                        named("address", address),
                        named("message-id", messageId),
                        named("subject", subject),
                        named("since", since),
                        named("until", until))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> named(String name, Object value) {
        return Optional.ofNullable(value).map(given -> name + "=" + given);
    }
}
