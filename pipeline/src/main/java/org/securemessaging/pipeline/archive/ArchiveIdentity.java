package org.securemessaging.pipeline.archive;

/**
 * Who writes records.
 *
 * @param node this server's name among the others
 * @param authservId its name in stamps
 * @param from the address that records come from
 * @param to the address that they are for, or the empty text
 */
public record ArchiveIdentity(String node, String authservId, String from, String to) {}
