package org.securemessaging.pipeline.configuration;

import java.nio.file.Path;

/**
 * Where the files lie that the configuration names, such as {@code file://conf/anchors/}.
 * Implementations are thread safe.
 */
@FunctionalInterface
public interface FileLocations {
    /** How the values that name files are written, for messages. */
    String ACCEPTED =
            "file://conf/..., file://var/..., file:///absolute, or file://... below the working"
                    + " folder";

    /**
     * The place of a file.
     *
     * @param url {@code file://conf/} for the configuration folder, {@code file://var/} for the
     *     data folder, {@code file:///} for an absolute path, any other {@code file://} for a path
     *     below the working folder
     * @return the path, whether or not something is there
     * @throws IllegalArgumentException if the address has another form
     */
    Path locate(String url);

    /**
     * Locations as James's file system has them, for those without a James: the folder of the
     * configuration stands for {@code file://conf/}, {@code var} beside it for {@code file://var/},
     * and the folder above it for the working folder.
     *
     * @param configurationFolder the folder {@code securemessaging.xml} lies in
     * @return the locations
     */
    static FileLocations around(Path configurationFolder) {
        Path conf = configurationFolder.toAbsolutePath().normalize();
        Path work = conf.getParent() == null ? conf : conf.getParent();
        return url -> {
            if (url.startsWith("file://conf/")) {
                return conf.resolve(url.substring("file://conf/".length())).normalize();
            }
            if (url.startsWith("file:///")) {
                return Path.of(url.substring("file://".length())).normalize();
            }
            if (url.startsWith("file://")) {
                return work.resolve(url.substring("file://".length())).normalize();
            }
            throw new IllegalArgumentException("no file address");
        };
    }
}
