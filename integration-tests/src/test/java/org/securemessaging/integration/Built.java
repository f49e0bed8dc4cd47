package org.securemessaging.integration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the build has made before these tests run. */
final class Built {
    private static final Path ROOT = Path.of(System.getProperty("securemessaging.root", ".."));

    private Built() {}

    /** The extension for James 3.8, which is the command line too. */
    static Path jar() {
        return existing(ROOT.resolve("plugin/target/james-secure-messaging-james38.jar"));
    }

    /** The sample configuration. */
    static Path conf() {
        return existing(ROOT.resolve("conf"));
    }

    /** The embedded directory's program. */
    static Path directory() {
        return existing(ROOT.resolve("embedded-directory/target/lib")).getParent();
    }

    /** The class path of the server, without the extension. */
    static String serverClassPath() {
        Path target = ROOT.resolve("server/target");
        try {
            return existing(target.resolve("james-secure-messaging-server.jar"))
                    + File.pathSeparator
                    + Files.readString(existing(target.resolve("class-path"))).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The java program that runs these tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " is not there; build the other modules first");
        }
        return path.toAbsolutePath().normalize();
    }
}
