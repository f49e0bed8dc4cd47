package org.securemessaging.archive.protection;

import java.time.Instant;

/**
 * What a timestamp says (RFC 3161).
 *
 * @param at since when at the latest the signature is there
 * @param authority the subject of the certificate under which the timestamp verifies; whether it is
 *     to be trusted is for the reader to say
 */
public record TimestampFacts(Instant at, String authority) {}
