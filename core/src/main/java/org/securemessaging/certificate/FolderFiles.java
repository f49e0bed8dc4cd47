package org.securemessaging.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that an administrator means by a path: itself, or those of a folder. Stateless. */
public final class FolderFiles {
    private FolderFiles() {}

    /**
     * Lists files, and the files directly in folders, by name. A file in a folder whose name starts
     * with a dot is passed over.
     *
     * @param paths files or folders; one that is missing is given back as a file
     * @param problems takes one sentence for each folder that can't be listed
     * @return the files, in the order of the paths
     */
    public static List<Path> list(List<Path> paths, List<String> problems) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(children(path, problems));
            } else {
                files.add(path);
            }
        }
        return List.copyOf(files);
    }

    private static List<Path> children(Path folder, List<String> problems) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            problems.add(folder + ": can't be listed: " + e.getMessage());
            return List.of();
        }
    }
}
