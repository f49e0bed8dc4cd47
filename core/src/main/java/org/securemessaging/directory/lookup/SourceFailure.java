package org.securemessaging.directory.lookup;

/**
 * A source that could not be asked.
 *
 * @param source which
 * @param detail what went wrong, for an administrator
 */
public record SourceFailure(String source, String detail) {}
