package org.securemessaging.archive.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.securemessaging.archive.protection.HeadSealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the head of a node's manifest, so that nobody without the organisation's key can write the
 * manifest anew or cut it off behind a seal. Thread safe.
 */
final class ManifestSealing {
    private static final Logger LOGGER = LoggerFactory.getLogger(ManifestSealing.class);
    // An idle archive is sealed all the same: its last seal says until when nothing is missing.
    private static final Duration IDLE = Duration.ofHours(24);

    private final ArchiveFolder folder;
    private final String node;
    private final Clock clock;
    private Optional<ManifestSeal> last = Optional.empty();
    private boolean known;

    ManifestSealing(ArchiveFolder folder, String node, Clock clock) {
        this.folder = folder;
        this.node = node;
        this.clock = clock;
    }

    /**
     * Seals a head, unless it was sealed just so and not long ago.
     *
     * @param head the manifest's last line
     * @param sealer seals
     * @return the seal, or empty if there was no need
     */
    synchronized Optional<ManifestSeal> seal(ManifestLine head, HeadSealer sealer)
            throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean same = last.filter(seal -> seal.head().equals(head.own())).isPresent();
        if (same && now.isBefore(last.get().at().plus(IDLE))) {
            return Optional.empty();
        }
        SealFolder seals = folder.seals(node);
        Optional<Map.Entry<Long, Path>> before = seals.last();
        if (known && before.isEmpty()) {
            throw new IOException("the seals that were in " + seals.folder() + " are gone");
        }
        String previous =
                before.map(entry -> SealFolder.digest(entry.getValue()))
                        .orElse(ManifestLine.BEGINNING);
        ManifestSeal seal =
                new ManifestSeal(
                        node,
                        before.map(entry -> entry.getKey() + 1).orElse(0L),
                        head.number() + 1,
                        head.own(),
                        now,
                        previous);
        write(seals, seal.number(), sealer.seal(seal.format()));
        known = true;
        last = Optional.of(seal);
        LOGGER.info(
                "folder {}: sealed the manifest of {} up to line {}, head {}",
                folder.root(),
                node,
                seal.lines(),
                seal.head());
        return last;
    }

    private void write(SealFolder seals, long number, byte[] octets) throws IOException {
        folder.make(seals.folder());
        Path temporary = seals.folder().resolve(UUID.randomUUID() + ".new");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ArchiveFolder.mode(seals.folder(), "rw-------"))) {
                ByteBuffer buffer = ByteBuffer.wrap(octets);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Path place = seals.file(number, DigestedFile.read(temporary).sha256());
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
            ArchiveFolder.sync(seals.folder());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
