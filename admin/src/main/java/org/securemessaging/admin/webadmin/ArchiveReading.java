package org.securemessaging.admin.webadmin;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.securemessaging.archive.folder.ArchiveQuery;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.folder.ManifestFormatException;
import org.securemessaging.archive.folder.RecordChangedException;
import org.securemessaging.archive.journal.JournalReader;
import org.securemessaging.cms.decrypt.KeyUnavailableException;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spark.Request;
import spark.Response;

/** Answers what is asked of the archive, after it was written down. Thread safe. */
final class ArchiveReading {
    private static final Logger LOGGER = LoggerFactory.getLogger(ArchiveReading.class);

    private static final String OFFSET = "offset";
    private static final String LIMIT = "limit";
    private static final String PART = "part";
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1000;
    private static final int HIGHEST_OFFSET = 1_000_000_000;
    private static final String[] SEARCHED = {"address", "messageId", "subject", "since", "until"};
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8,64}");
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String MESSAGE = "message/rfc822";

    private final ArchiveReader reader;
    private final ReadingLog log;
    private final JournalReader reports = new JournalReader();
    private final ShownRecord shown = new ShownRecord();

    ArchiveReading(ArchiveReader reader, ReadingLog log) {
        this.reader = reader;
        this.log = log;
    }

    /** Which mails were archived. */
    String list(Request request) {
        Parameters parameters =
                Parameters.of(
                        request,
                        Stream.concat(
                                        Stream.of(SEARCHED),
                                        Stream.of(OFFSET, LIMIT, ReadingLog.WHO, ReadingLog.WHY))
                                .toArray(String[]::new));
        ReadingLog.Entry entry = log.entry(request, parameters);
        ArchiveQuery query =
                new ArchiveQuery(
                        parameters.text("address"),
                        parameters.text("messageId"),
                        parameters.text("subject"),
                        parameters.instant("since"),
                        parameters.instant("until"));
        PageOfRecords page =
                new PageOfRecords(
                        parameters.number(OFFSET, 0, 0, HIGHEST_OFFSET),
                        parameters.number(LIMIT, USUAL_LIMIT, 1, HIGHEST_LIMIT),
                        System::nanoTime);
        entry.write("list", asked(parameters));
        return read(() -> page.json(reader, query));
    }

    /** What one record tells, but for the messages in it. */
    String show(Request request) {
        Parameters parameters = Parameters.of(request, ReadingLog.WHO, ReadingLog.WHY);
        FoundRecord found = record(request, log.entry(request, parameters), "show");
        return read(
                () -> {
                    try (MessageBytes record = clear(found)) {
                        return shown.json(found, record.octets());
                    }
                });
    }

    /** A record, or what is in one of its parts, octet for octet. */
    InputStream export(Request request, Response response) {
        Parameters parameters = Parameters.of(request, PART, ReadingLog.WHO, ReadingLog.WHY);
        Optional<String> name = parameters.text(PART);
        FoundRecord found =
                record(
                        request,
                        log.entry(request, parameters),
                        name.map(part -> "export " + part).orElse("export"));
        return read(
                () -> {
                    MessageBytes record = clear(found);
                    try {
                        InputStream octets =
                                name.isPresent()
                                        ? part(record, name.get()).decodedBody()
                                        : record.octets().open();
                        describe(response, name.orElse(found.line().report() + ".eml"));
                        return closing(octets, record);
                    } catch (RuntimeException | Error e) {
                        record.close();
                        throw e;
                    }
                });
    }

    private MessageBytes clear(FoundRecord found) throws IOException {
        return reader.openClear(found.line())
                .orElseThrow(
                        () ->
                                Refusal.failed(
                                        "The record is encrypted, and the vault has no key that"
                                                + " opens it"));
    }

    private Entity part(MessageBytes record, String name) {
        return reports.part(record.octets(), name)
                .orElseThrow(() -> Refusal.notFound("The record has no part of that name"));
    }

    private FoundRecord record(Request request, ReadingLog.Entry entry, String action) {
        String id = request.params("record");
        if (!ID.matcher(id).matches()) {
            throw Refusal.invalid(
                    "A record is named by the first eight or more hexadecimal digits of its"
                            + " SHA-256 or of its key");
        }
        List<FoundRecord> found = read(() -> reader.find(id));
        entry.write(action, List.of(found.size() == 1 ? found.get(0).line().report() : id));
        return switch (found.size()) {
            case 0 -> throw Refusal.notFound("No record is named " + id);
            case 1 -> found.get(0);
            default ->
                    throw Refusal.invalid(
                            "%s names %d records: give more digits".formatted(id, found.size()));
        };
    }

    /** A browser must save it, not show it: it may hold anything. */
    private static void describe(Response response, String name) {
        String file = SAFE_NAME.matcher(name).matches() ? name : "part";
        response.type(file.endsWith(".eml") ? MESSAGE : "application/octet-stream");
        response.header("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }

    private static InputStream closing(InputStream octets, MessageBytes record) {
        return new FilterInputStream(octets) {
            @Override
            public void close() throws IOException {
                try (record) {
                    super.close();
                }
            }
        };
    }

    private static <T> T read(Callable<T> work) {
        try {
            return work.call();
        } catch (ManifestFormatException e) {
            throw failed("A manifest is damaged (action=verify says where): " + e.getMessage(), e);
        } catch (RecordChangedException e) {
            throw failed(e.getMessage(), e);
        } catch (MimeLimitException e) {
            throw failed("The record has another structure than we write: " + e.getMessage(), e);
        } catch (KeyUnavailableException e) {
            throw failed("A key can't be had now: " + e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw failed("The archive can't be read: " + e, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException failed(String message, Exception cause) {
        LOGGER.error(message, cause);
        return Refusal.failed(message);
    }

    private static List<String> asked(Parameters parameters) {
        return Stream.of(SEARCHED)
                .flatMap(name -> parameters.text(name).map(value -> name + "=" + value).stream())
                .toList();
    }
}
