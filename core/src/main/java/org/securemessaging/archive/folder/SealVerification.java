package org.securemessaging.archive.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.securemessaging.archive.protection.BrokenSealException;
import org.securemessaging.archive.protection.SealOpener;

/** Checks the seals of one node, among themselves and against its manifest. For one thread. */
final class SealVerification {
    private final String node;
    private final SealFolder seals;
    private final SealOpener opener;
    private final BiConsumer<Path, String> defects;
    private final Map<Long, Path> files = new HashMap<>();
    private final Map<Long, ManifestSeal> byLines = new HashMap<>();
    private Optional<SealedHead> newest = Optional.empty();

    SealVerification(
            String node, SealFolder seals, SealOpener opener, BiConsumer<Path, String> defects) {
        this.node = node;
        this.seals = seals;
        this.opener = opener;
        this.defects = defects;
    }

    /** Opens all seals, and remembers what each states. */
    void read() throws IOException {
        String previous = ManifestLine.BEGINNING;
        long number = 0;
        for (Map.Entry<Long, Path> entry : seals.all().entrySet()) {
            Path file = entry.getValue();
            if (DigestedFile.read(file).sha256().equals(SealFolder.digest(file))) {
                read(file, entry.getKey(), number, previous);
            } else {
                defects.accept(file, "its digest is another than its name's");
            }
            previous = SealFolder.digest(file);
            number = entry.getKey() + 1;
        }
    }

    private void read(Path file, long named, long expected, String previous) throws IOException {
        try {
            SealOpener.Opened opened = opener.open(SealFolder.read(file));
            ManifestSeal seal = ManifestSeal.parse(opened.statement());
            if (!seal.node().equals(node)
                    || seal.number() != named
                    || seal.number() != expected
                    || !seal.previous().equals(previous)) {
                defects.accept(file, "it does not follow the seal before: one is missing");
            }
            byLines.put(seal.lines(), seal);
            files.put(seal.lines(), file);
            newest = Optional.of(new SealedHead(seal, opened.maker(), opened.timestamp()));
        } catch (BrokenSealException | ManifestFormatException e) {
            defects.accept(file, e.getMessage());
        }
    }

    /** How many lines the newest seal covers. */
    long lines() {
        return newest.map(head -> head.seal().lines()).orElse(0L);
    }

    /** Is told of every line of the manifest. */
    void line(long lines, String own) {
        ManifestSeal seal = byLines.remove(lines);
        if (seal != null && !seal.head().equals(own)) {
            defects.accept(
                    files.get(seal.lines()),
                    "line %d is another than was sealed: the manifest was written anew"
                            .formatted(lines - 1));
        }
    }

    /** Tells what was sealed and is not there. */
    Optional<SealedHead> finish() {
        byLines.values()
                .forEach(
                        seal ->
                                defects.accept(
                                        files.get(seal.lines()),
                                        "%d lines were sealed at %s: some were cut off"
                                                .formatted(seal.lines(), seal.at())));
        return newest;
    }
}
