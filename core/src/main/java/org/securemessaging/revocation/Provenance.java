package org.securemessaging.revocation;

import java.time.Instant;

/**
 * Where a CRL or an OCSP response was had, and when.
 *
 * @param place an address, a file's path, or the name of an entry in a directory
 * @param at when it was fetched; of a file, when it was last changed
 */
public record Provenance(String place, Instant at) {}
