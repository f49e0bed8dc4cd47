package org.securemessaging.archive;

/**
 * One record on its way to the targets.
 *
 * @param kind what it tells
 * @param key by which a second attempt is known
 * @param content its octets
 */
public record ArchiveRecord(RecordKind kind, RecordKey key, RecordContent content) {}
