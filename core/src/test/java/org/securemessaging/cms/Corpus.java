package org.securemessaging.cms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;

/** Messages and structures made by others, under {@code src/test/resources/corpora}. */
final class Corpus {
    private Corpus() {}

    static byte[] octets(String path) {
        return read(file(path));
    }

    static InputStream stream(String path) {
        return new ByteArrayInputStream(octets(path));
    }

    static String text(String path) {
        return new String(octets(path), StandardCharsets.UTF_8);
    }

    /** The paths below a folder whose names end so, sorted. */
    static List<String> paths(String folder, String suffix) {
        Path top = file(folder);
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .map(file -> folder + "/" + top.relativize(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Entity message(byte[] octets) {
        return new EntityReader(MimeLimits.DEFAULT).read(MessageBytes.of(octets).octets());
    }

    static Entity message(String path) {
        return message(octets(path));
    }

    /** The files of a folder of test resources. */
    static List<byte[]> resources(String folder) {
        try (Stream<Path> files = Files.list(path("/" + folder))) {
            return files.sorted().map(Corpus::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] resource(String path) {
        return read(path(path));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String path) {
        return path("/corpora/" + path);
    }

    private static Path path(String path) {
        try {
            return Path.of(Corpus.class.getResource(path).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
