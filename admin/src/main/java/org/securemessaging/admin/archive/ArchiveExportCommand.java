package org.securemessaging.admin.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.journal.JournalReader;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.Octets;
import org.securemessaging.pipeline.archive.LinkedRecords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code archive export}: writes records, and what is in them, into a folder. */
@Command(
        name = "export",
        description =
                "Write records into a folder, each into one of its own: the report as it was filed,"
                        + " and every part of it, octet for octet. Their digests are checked first.",
        sortOptions = false)
final class ArchiveExportCommand implements Callable<Integer> {
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RECORD",
            description = "Which: " + NamedRecord.ACCEPTED + ".")
    private List<String> ids = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "The folder, made if it is not there.")
    private Path target;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Mixin private ReadingOptions reading = new ReadingOptions();

    ArchiveExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            ArchiveReader reader = archive.reader();
            List<FoundRecord> records = new ArrayList<>();
            ids.forEach(id -> records.add(NamedRecord.in(reader, id)));
            reading.writeDown(
                    archive.auditLog(),
                    "export",
                    records.stream().map(record -> record.line().report()).toList());
            return Readings.of(() -> export(reader, records));
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int export(ArchiveReader reader, List<FoundRecord> records) throws IOException {
        for (FoundRecord record : records) {
            Path folder = Files.createDirectories(target.resolve(record.line().report()));
            try (MessageBytes octets = reader.open(record.line())) {
                try (InputStream in = octets.octets().open()) {
                    write(in, folder.resolve("report.eml"));
                }
            }
            try (MessageBytes clear = Readings.clear(reader, record)) {
                writeParts(clear.octets(), folder);
                for (RecordKey key : new LinkedRecords().of(clear.octets())) {
                    exportLinked(reader, key, folder);
                }
            }
            terminal.out().println(folder);
        }
        return 0;
    }

    /** What the report rests upon and is too large for it, so that the export is complete. */
    private static void exportLinked(ArchiveReader reader, RecordKey key, Path folder)
            throws IOException {
        for (FoundRecord found : reader.find(key.hex())) {
            try (MessageBytes linked = Readings.clear(reader, found)) {
                writeParts(linked.octets(), folder);
            }
        }
    }

    private static void writeParts(Octets record, Path folder) throws IOException {
        for (Entity part : new JournalReader().parts(record)) {
            write(part, folder);
        }
    }

    /** What has another name than we give was not written by us. */
    private static void write(Entity part, Path folder) throws IOException {
        String name = part.fileName().filter(SAFE_NAME.asMatchPredicate()).orElse("part");
        if (!Files.exists(folder.resolve(name))) {
            try (InputStream in = part.decodedBody()) {
                write(in, folder.resolve(name));
            }
        }
    }

    private static void write(InputStream in, Path file) throws IOException {
        try {
            Files.copy(in, file);
        } catch (FileAlreadyExistsException e) {
            throw new UnusableArgumentException(file + " is there already");
        }
    }
}
