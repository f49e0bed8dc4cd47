package org.securemessaging.admin.webadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.testing.FiledMail;
import org.securemessaging.archive.folder.ArchiveQuery;
import org.securemessaging.archive.folder.ArchiveReader;

class PageOfRecordsTest {
    private static final Instant FIRST = Instant.parse("2026-11-25T16:00:00Z");

    @TempDir private Path root;

    /** Each look at the clock takes longer than a page may. */
    @Test
    void searchShouldGetToItsEndHoweverSlowItIs() throws IOException {
        for (int i = 0; i < 6; i++) {
            // Two and two in one millisecond.
            new FiledMail(i + "@example.org", "x", "<" + i + ">", FIRST.plusMillis(i / 2))
                    .file(root);
        }

        List<String> senders = new ArrayList<>();
        Optional<Instant> since = Optional.empty();
        int offset = 1;
        int pages = 0;
        for (boolean more = true; more; pages++) {
            JsonNode page = page(since, offset);
            page.get("records").forEach(record -> senders.add(record.get("sender").asText()));
            JsonNode next = page.get("next");
            more = !next.isNull() && pages < 20;
            if (more) {
                since = Optional.of(Instant.parse(next.get("since").asText()));
                offset = next.get("offset").asInt();
            }
        }

        assertThat(pages).isEqualTo(3);
        assertThat(senders)
                .containsExactly(
                        "1@example.org",
                        "2@example.org",
                        "3@example.org",
                        "4@example.org",
                        "5@example.org");
    }

    private JsonNode page(Optional<Instant> since, int offset) throws IOException {
        AtomicLong time = new AtomicLong();
        PageOfRecords page =
                new PageOfRecords(
                        offset,
                        100,
                        () -> time.getAndAdd(PageOfRecords.PATIENCE.plusSeconds(1).toNanos()));
        ArchiveQuery query =
                new ArchiveQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        since,
                        Optional.empty());
        return new ObjectMapper().readTree(page.json(new ArchiveReader(root), query));
    }
}
