package org.securemessaging.archive.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.Octets;

/** Reads reports that {@link JournalReport} wrote. Immutable and thread safe. */
public final class JournalReader {
    // A line a recipient; ten thousand recipients fit.
    private static final int LARGEST_TEXT = 1024 * 1024;

    private final EntityReader reader = new EntityReader(MimeLimits.DEFAULT);

    /**
     * Reads the text of a report, at the cost of its beginning alone.
     *
     * @param report the report
     * @return what it tells, or empty if the octets are no report
     * @throws org.securemessaging.mime.MimeLimitException if a bound is passed
     * @throws java.io.UncheckedIOException if it can't be read
     */
    public Optional<JournalText> text(Octets report) {
        Octets beginning = report.slice(0, Math.min(report.length(), LARGEST_TEXT));
        Entity entity = reader.read(beginning);
        List<Entity> parts = inside(entity).parts();
        if (entity.header().first("X-MS-Journal-Report").isEmpty() || parts.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream text = parts.get(0).decodedBody()) {
            byte[] octets = text.readNBytes(LARGEST_TEXT);
            return Optional.of(JournalText.parse(new String(octets, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The parts behind the text.
     *
     * @param report the report
     * @return the original message, then the others
     * @throws org.securemessaging.mime.MimeLimitException if a bound is passed
     * @throws java.io.UncheckedIOException if it can't be read
     */
    public List<Entity> parts(Octets report) {
        List<Entity> all = inside(reader.read(report)).parts();
        return all.isEmpty() ? List.of() : all.subList(1, all.size());
    }

    /** The report itself, without its signature. */
    private static Entity inside(Entity root) {
        return root.contentType().mimeType().equals("multipart/signed") && !root.parts().isEmpty()
                ? root.parts().get(0)
                : root;
    }

    /**
     * The part of a name.
     *
     * @param report the report
     * @param fileName the name that it was written with
     * @return the part; its decoded body is what was put into the report
     * @throws org.securemessaging.mime.MimeLimitException if a bound is passed
     * @throws java.io.UncheckedIOException if it can't be read
     */
    public Optional<Entity> part(Octets report, String fileName) {
        return parts(report).stream()
                .filter(part -> part.fileName().filter(fileName::equals).isPresent())
                .findFirst();
    }
}
