package org.securemessaging.mime;

/**
 * One parameter as it is written, before RFC 2231 joins and decodes.
 *
 * @param name in lower case
 * @param value without its quotes
 * @param plain whether every reader takes the same value from it: a token or a quoted string, with
 *     nothing before or behind it
 */
record Parameter(String name, String value, boolean plain) {}
