package org.securemessaging.archive.folder;

import java.util.Optional;
import org.securemessaging.archive.protection.TimestampFacts;
import org.securemessaging.certificate.Certificate;

/**
 * The newest seal of a manifest.
 *
 * @param seal what it states
 * @param maker whose signature it has
 * @param timestamp when an authority says that the signature was there, if it has a timestamp
 */
public record SealedHead(
        ManifestSeal seal, Certificate maker, Optional<TimestampFacts> timestamp) {}
