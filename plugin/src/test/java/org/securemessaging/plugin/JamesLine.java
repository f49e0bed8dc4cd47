package org.securemessaging.plugin;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One of the two lines of James: the jar made for it, and what it has on its own class path. */
enum JamesLine {
    JAMES38("james38"),
    JAMES39("james39");

    private final String classifier;

    JamesLine(String classifier) {
        this.classifier = classifier;
    }

    /** The folder with the built jars, the starter and its libraries. */
    static Path target() {
        return Path.of(System.getProperty("plugin.target"));
    }

    Path jar() {
        return target().resolve("james-secure-messaging-" + classifier + ".jar");
    }

    /** Packages, with a dot at the end, that this James does not have and the other one has. */
    List<String> foreignPackages() {
        return switch (this) {
            case JAMES38 -> List.of("jakarta.");
            case JAMES39 ->
                    List.of(
                            "javax.mail.",
                            "javax.activation.",
                            "javax.annotation.",
                            "javax.inject.");
        };
    }

    /** The jars that this James has. */
    List<Path> classPath() {
        Path list = Path.of(System.getProperty("class-path." + classifier));
        try {
            return Arrays.stream(Files.readString(list).strip().split(File.pathSeparator))
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
