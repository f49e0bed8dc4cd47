package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Messages that others wrote, of every structure. */
final class CorpusMessages {
    private static final List<String> FOLDERS =
            List.of(
                    "/org/securemessaging/mime/torture",
                    "/org/securemessaging/mime/transport/james",
                    "/org/securemessaging/verification/thunderbird",
                    "/org/securemessaging/verification/james",
                    "/org/securemessaging/verification/rfc9788",
                    "/corpora/thunderbird",
                    "/corpora/james");

    private CorpusMessages() {}

    static Stream<Path> all() {
        return FOLDERS.stream().flatMap(CorpusMessages::in);
    }

    private static Stream<Path> in(String folder) {
        try (Stream<Path> files =
                Files.walk(Path.of(CorpusMessages.class.getResource(folder).toURI()))) {
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
}
