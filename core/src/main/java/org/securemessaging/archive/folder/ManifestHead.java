package org.securemessaging.archive.folder;

/**
 * The end of a manifest when it was read. Whoever notes it elsewhere can show later that nothing up
 * to there was cut off.
 *
 * @param node whose manifest
 * @param lines how many lines there are
 * @param digest the last line's own digest, or {@link ManifestLine#BEGINNING}
 */
public record ManifestHead(String node, long lines, String digest) {}
