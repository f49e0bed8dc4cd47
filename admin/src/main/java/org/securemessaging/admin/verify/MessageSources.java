package org.securemessaging.admin.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.admin.verify.MessageSource.FileSource;
import org.securemessaging.admin.verify.MessageSource.StandardInput;

/** Finds what is named on the command line. */
final class MessageSources {
    private final InputStream standardInput;

    MessageSources(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * Finds everything that is named, before the first message is read.
     *
     * @param names files, folders, and {@code -}
     * @return the messages, in the order named; those of a folder in the order of their paths
     * @throws UnusableArgumentException if one is missing, can't be read, or is named twice though
     *     it can be read only once
     */
    List<MessageSource> find(List<String> names) {
        List<MessageSource> sources = new ArrayList<>();
        for (String name : names) {
            if (name.equals(StandardInput.NAME)) {
                sources.add(standardInput(sources));
            } else {
                sources.addAll(filesAt(name));
            }
        }
        return sources;
    }

    private MessageSource standardInput(List<MessageSource> before) {
        if (before.stream().anyMatch(StandardInput.class::isInstance)) {
            throw new UnusableArgumentException("'-' stands for standard input; name it only once");
        }
        return new StandardInput(standardInput);
    }

    private static List<MessageSource> filesAt(String name) {
        Path path = path(name);
        if (!Files.exists(path)) {
            throw new UnusableArgumentException("'" + name + "': there is no such file or folder");
        }
        if (!Files.isReadable(path)) {
            throw new UnusableArgumentException("'" + name + "': not allowed to read it");
        }
        if (!Files.isDirectory(path)) {
            return List.of(new FileSource(path));
        }
        try {
            return FolderListing.of(path);
        } catch (IOException e) {
            throw new UnusableArgumentException("'" + name + "' can't be listed: " + e);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UnusableArgumentException("'" + name + "' is no file name: " + e.getReason());
        }
    }
}
