package org.securemessaging.net;

import java.net.URI;
import java.time.Duration;

/**
 * What is to be fetched.
 *
 * @param uri from where; http or https
 * @param time how long it may take in all, from the look-up of the name to the last octet
 * @param maximumBytes how large the answer may be
 */
public record FetchRequest(URI uri, Duration time, long maximumBytes) {}
