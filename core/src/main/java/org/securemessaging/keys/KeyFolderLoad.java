package org.securemessaging.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.securemessaging.certificate.FolderFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files with keys, and of a folder that was read before only what changed: with ten thousand
 * files a new one shall not cost ten thousand passwords. Used by one thread at a time.
 */
final class KeyFolderLoad {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeyFolderLoad.class);

    private record Read(String stamp, KeyFolderContents contents) {}

    private final KeyFile.Opening opening;
    private Map<Path, Read> before = Map.of();

    KeyFolderLoad(KeyFile.Opening opening) {
        this.opening = opening;
    }

    KeyFolderContents load(List<Path> paths) {
        List<String> problems = new ArrayList<>();
        List<StoredKey> keys = new ArrayList<>();
        Map<Path, Read> now = new HashMap<>();
        for (Path file : FolderFiles.list(paths, problems)) {
            if (!file.getFileName().toString().endsWith(KeyPasswords.SUFFIX)) {
                Read read = read(file);
                now.put(file, read);
                keys.addAll(read.contents().keys());
                problems.addAll(read.contents().problems());
            }
        }
        before = now;
        return new KeyFolderContents(keys, problems);
    }

    private Read read(Path file) {
        String stamp =
                stamp(file) + stamp(file.resolveSibling(file.getFileName() + KeyPasswords.SUFFIX));
        Read known = before.get(file);
        // What could not be read may have lacked a password that is there now.
        if (known != null && known.stamp().equals(stamp) && known.contents().problems().isEmpty()) {
            return known;
        }
        KeyFolderContents contents = new KeyFile(file, opening).contents();
        contents.problems().forEach(problem -> LOGGER.warn("{}", problem));
        LOGGER.info("{}: {} keys", file, contents.keys().size());
        return new Read(stamp, contents);
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + "@" + attributes.lastModifiedTime() + attributes.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }
}
