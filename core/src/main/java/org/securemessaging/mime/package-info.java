/**
 * Byte-exact MIME (RFC 2045, 2046, 5322): a message's octets, its entities as windows over them,
 * line endings, transfer encodings, header edits and the addresses in a field.
 *
 * <p>Nothing here re-encodes: what was signed is read as it arrived. What a stranger sends is
 * bounded by {@link org.securemessaging.mime.MimeLimits} and {@link
 * org.securemessaging.mime.SpoolLimits}.
 */
package org.securemessaging.mime;
