package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Messages that others wrote, of every structure. */
public final class CorpusMessages {
    private static final List<String> FOLDERS =
            List.of(
                    "/org/securemessaging/mime/torture",
                    "/org/securemessaging/mime/transport/james",
                    "/org/securemessaging/verification/thunderbird",
                    "/org/securemessaging/verification/james",
                    "/org/securemessaging/verification/rfc9788",
                    "/corpora/rfc4134",
                    "/corpora/rfc4134-enveloped",
                    "/corpora/thunderbird",
                    "/corpora/james");

    private static final Set<String> AMBIGUOUS =
            Set.of(
                    "hdr-fakeout.msg",
                    "basic-plain-with-bad-header-separator.msg",
                    "malformedHeader-nocrlfcrlf.msg",
                    "malformedHeader-noheader.msg",
                    "malformedHeaderStartsBody-nocrlfcrlf.msg",
                    "malformedHeaderStartsBody-noheader.msg",
                    "obsolete.msg");

    private CorpusMessages() {}

    /** Those whose header everybody reads alike. */
    public static Stream<Path> clear() {
        return FOLDERS.stream().flatMap(CorpusMessages::in).filter(file -> !ambiguous(file));
    }

    /** Those with lines in their header that are no fields. */
    public static Stream<Path> ambiguous() {
        return FOLDERS.stream().flatMap(CorpusMessages::in).filter(CorpusMessages::ambiguous);
    }

    private static boolean ambiguous(Path file) {
        return AMBIGUOUS.contains(file.getFileName().toString());
    }

    private static Stream<Path> in(String folder) {
        try (Stream<Path> files =
                Files.walk(path(CorpusMessages.class.getResource(folder).toURI()))) {
            return files
                    .filter(file -> file.toString().matches(".*\\.(eml|msg)"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(folder, e);
        }
    }

    private static Path path(URI resource) throws IOException {
        try {
            return Path.of(resource);
        } catch (FileSystemNotFoundException e) {
            // In a jar, for the tests of other modules; it stays open as long as they run.
            return FileSystems.newFileSystem(resource, Map.of()).provider().getPath(resource);
        }
    }
}
