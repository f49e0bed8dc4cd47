package org.securemessaging.archive.folder;

import java.util.Optional;
import org.securemessaging.archive.journal.JournalText;

/**
 * A record that was looked for.
 *
 * @param node which node filed it
 * @param line its line in the manifest
 * @param text what it tells; empty if its file is missing, or is no report that can be read
 */
public record FoundRecord(String node, ManifestLine line, Optional<JournalText> text) {}
