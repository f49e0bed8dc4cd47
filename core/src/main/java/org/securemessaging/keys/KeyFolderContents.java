package org.securemessaging.keys;

import java.util.List;

/**
 * What was found in files with keys.
 *
 * @param keys the keys
 * @param problems one sentence for each file that could not be used
 */
record KeyFolderContents(List<StoredKey> keys, List<String> problems) {
    KeyFolderContents {
        keys = List.copyOf(keys);
        problems = List.copyOf(problems);
    }
}
