package org.securemessaging.server.tour;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;

/** The journal report of the tour's encrypted mail, opened with a mail parser of others. */
public final class Journal {
    private static final List<String> EXPECTED = List.of("original.eml", "decrypted.eml");

    private final Path folder;

    /**
     * The reports in an archive.
     *
     * @param folder the archive's folder
     */
    public Journal(Path folder) {
        this.folder = folder;
    }

    /** Judges the report of a mail, which is there before the mail arrives. */
    TourLine line(TourMail mail) {
        List<String> faults = new ArrayList<>();
        Optional<Path> report = report(mail.messageId());
        List<String> names = report.map(Journal::names).orElse(List.of());
        if (report.isEmpty()) {
            faults.add("there is no report");
        } else if (!names.containsAll(EXPECTED)) {
            faults.add("the report has only " + names);
        } else if (!raw(report.get()).contains(TourMails.SECRET)) {
            faults.add("the copy is not decrypted");
        } else if (!raw(report.get()).contains(mail.message().body())) {
            faults.add("the original was changed");
        }
        return new TourLine(
                "(archived)",
                "original, decrypted",
                names.stream()
                        .filter(EXPECTED::contains)
                        .map(name -> name.replace(".eml", ""))
                        .collect(Collectors.joining(", ")),
                faults);
    }

    /**
     * What the newest report of an encrypted mail tells.
     *
     * @return lines for a terminal
     */
    public String shown() {
        return reports().stream()
                .filter(report -> names(report).contains("decrypted.eml"))
                .max((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
                .map(
                        report ->
                                "The journal report of the encrypted mail, %s:%n%n%s%n%s"
                                        .formatted(
                                                folder.relativize(report).getFileName(),
                                                text(report).strip().indent(2),
                                                String.join("\n", names(report)).indent(2)))
                .orElse("There is no journal report of an encrypted mail.");
    }

    private Optional<Path> report(String messageId) {
        return reports().stream().filter(file -> text(file).contains(messageId)).findFirst();
    }

    private List<Path> reports() {
        try (Stream<Path> files = Files.walk(folder.resolve("reports"))) {
            return files.filter(file -> file.toString().endsWith(".eml")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path report) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            ((SingleBody) parts(report).get(0).getBody()).writeTo(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static List<String> names(Path report) {
        return parts(report).stream().map(Entity::getFilename).filter(n -> n != null).toList();
    }

    private static List<Entity> parts(Path report) {
        try (InputStream in = Files.newInputStream(report)) {
            DefaultMessageBuilder builder = new DefaultMessageBuilder();
            return ((Multipart) builder.parseMessage(in).getBody()).getBodyParts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String raw(Path report) {
        try {
            return Files.readString(report, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
