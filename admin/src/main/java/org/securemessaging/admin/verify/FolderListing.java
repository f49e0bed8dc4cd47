package org.securemessaging.admin.verify;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.securemessaging.admin.verify.MessageSource.FileSource;
import org.securemessaging.admin.verify.MessageSource.Unreadable;

/**
 * Collects the files below a folder. Whatever is hidden, by a dot before its name, is passed over;
 * links to files are followed, links to folders are not, so that there is no way round in circles.
 */
final class FolderListing extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<MessageSource> found = new ArrayList<>();

    private FolderListing(Path folder) {
        this.folder = folder;
    }

    /**
     * Lists a folder.
     *
     * @param folder the folder
     * @return its files, in the order of their paths
     * @throws IOException if the folder itself can't be listed
     */
    static List<MessageSource> of(Path folder) throws IOException {
        FolderListing listing = new FolderListing(folder);
        Files.walkFileTree(folder, listing);
        return listing.found.stream()
                .sorted((one, other) -> path(one).compareTo(path(other)))
                .toList();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
        return isHidden(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!isHidden(file) && Files.isRegularFile(file)) {
            found.add(new FileSource(file));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
        if (file.equals(folder)) {
            throw problem;
        }
        if (!isHidden(file)) {
            found.add(new Unreadable(file, problem));
        }
        return FileVisitResult.CONTINUE;
    }

    private boolean isHidden(Path path) {
        return !path.equals(folder) && path.getFileName().toString().startsWith(".");
    }

    private static Path path(MessageSource source) {
        return Path.of(source.name());
    }
}
