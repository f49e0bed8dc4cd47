package org.securemessaging.mime.transport;

/**
 * What stands instead of a range of octets.
 *
 * @param from the first octet that goes, counted from the start of the message
 * @param to the octet after the last one that goes
 * @param content what stands there instead
 */
record Patch(long from, long to, Content content) {}
