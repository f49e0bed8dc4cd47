package org.securemessaging.admin.webadmin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.securemessaging.admin.archive.RecordJson;
import org.securemessaging.archive.folder.ArchiveQuery;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.folder.ManifestLine;

/**
 * One answer's worth of a search: it ends when there are enough records, when they fill the answer,
 * or when it took too long, and then says where to go on. One use by one thread.
 */
final class PageOfRecords {
    /** Who waits longer gets nothing from many a proxy. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A record may name ten thousand recipients. */
    static final int LARGEST = 8 * 1024 * 1024;

    private final int limit;
    private final LongSupplier nanoTime;
    private final long start;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private int toSkip;
    private int records;
    private Optional<Instant> first = Optional.empty();
    private Instant time = Instant.MIN;
    private int foundAtTime;
    private Optional<Place> next = Optional.empty();

    /** Where a search goes on: that many records since then were told already. */
    private record Place(Instant since, int offset) {}

    /**
     * A page.
     *
     * @param offset how many records are passed over
     * @param limit how many are told at most
     * @param nanoTime the time
     */
    PageOfRecords(int offset, int limit, LongSupplier nanoTime) {
        this.toSkip = offset;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Searches and tells what was found. */
    String json(ArchiveReader reader, ArchiveQuery query) throws IOException {
        try (JsonGenerator to = new JsonFactory().createGenerator(octets)) {
            to.writeStartObject();
            to.writeArrayFieldStart("records");
            reader.search(query, this::hasPatience, found -> take(to, found));
            to.writeEndArray();
            to.writeFieldName("next");
            if (next.isPresent()) {
                to.writeStartObject();
                to.writeStringField("since", next.get().since().toString());
                to.writeNumberField("offset", next.get().offset());
                to.writeEndObject();
            } else {
                to.writeNull();
            }
            to.writeEndObject();
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    /** All records of one time at least are looked at, so that whoever goes on gets to the end. */
    private boolean hasPatience(ManifestLine line) {
        Instant begun = first.orElse(line.time());
        first = Optional.of(begun);
        if (line.time().equals(begun) || nanoTime.getAsLong() - start <= PATIENCE.toNanos()) {
            return true;
        }
        int told = line.time().equals(time) ? foundAtTime : 0;
        next = Optional.of(new Place(line.time(), told + toSkip));
        return false;
    }

    private boolean take(JsonGenerator to, FoundRecord found) {
        if (!found.line().time().equals(time)) {
            time = found.line().time();
            foundAtTime = 0;
        }
        if (toSkip == 0 && (records == limit || octets.size() > LARGEST)) {
            next = Optional.of(new Place(time, foundAtTime));
            return false;
        }
        foundAtTime++;
        if (toSkip > 0) {
            toSkip--;
            return true;
        }
        write(to, found);
        records++;
        return true;
    }

    private static void write(JsonGenerator to, FoundRecord found) {
        try {
            to.writeStartObject();
            RecordJson.writeMembers(to, found);
            to.writeEndObject();
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        }
    }
}
