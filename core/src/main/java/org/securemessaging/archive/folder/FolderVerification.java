package org.securemessaging.archive.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.securemessaging.archive.protection.SealOpener;

/**
 * Checks a whole archive: every octet of every manifest and of every record. Servers may go on
 * filing meanwhile. One use by one thread.
 */
public final class FolderVerification {
    private static final Pattern REPORT = Pattern.compile("[0-9a-f]{64}\\.eml");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final int PATIENCE_TRIES = 20;
    private static final long PATIENCE_MILLIS = 50;

    private final ArchiveFolder folder;
    private final Consumer<ArchiveDefect> defects;
    private final Thumbprints reports = new Thumbprints();
    private final Thumbprints keys = new Thumbprints();
    private final Set<Path> missing = new HashSet<>();
    private final Map<Path, ManifestHead> heads = new HashMap<>();
    private final Map<String, SealVerification> seals = new HashMap<>();
    private final Map<String, Instant> unsealedSince = new HashMap<>();
    private final Set<String> anchorsToFind;

    private FolderVerification(
            ArchiveFolder folder, Set<String> anchors, Consumer<ArchiveDefect> defects) {
        this.folder = folder;
        this.defects = defects;
        this.anchorsToFind = new TreeSet<>(anchors);
    }

    /**
     * Checks an archive.
     *
     * @param root the archive's folder
     * @param anchors digests of heads that were noted earlier
     * @param defects is told what is wrong, as it is found
     * @return the manifests' heads, by node
     * @throws IOException if something can't be read
     */
    public static List<ManifestHead> run(
            Path root, Set<String> anchors, Consumer<ArchiveDefect> defects) throws IOException {
        return new FolderVerification(new ArchiveFolder(root), anchors, defects).run();
    }

    /**
     * Checks an archive and its seals.
     *
     * @param root the archive's folder
     * @param anchors digests of heads that were noted earlier
     * @param opener opens the seals
     * @param defects is told what is wrong, as it is found
     * @return the manifests' heads, by node
     * @throws IOException if something can't be read
     */
    public static List<ManifestHead> run(
            Path root, Set<String> anchors, SealOpener opener, Consumer<ArchiveDefect> defects)
            throws IOException {
        FolderVerification verification =
                new FolderVerification(new ArchiveFolder(root), anchors, defects);
        verification.readSeals(opener);
        return verification.run();
    }

    /** Before the manifests, which may grow meanwhile but not shrink. */
    private void readSeals(SealOpener opener) throws IOException {
        for (String node : folder.sealedNodes()) {
            SealVerification seal =
                    new SealVerification(
                            node,
                            folder.seals(node),
                            opener,
                            (file, detail) -> tell(ArchiveDefect.Kind.SEAL, file, detail));
            seal.read();
            seals.put(node, seal);
        }
    }

    private List<ManifestHead> run() throws IOException {
        for (Path manifest : folder.allManifests()) {
            follow(manifest);
        }
        List<Path> unknown = unknownReports();
        List<Path> strayKeys = strayKeys();
        for (Path manifest : folder.allManifests()) {
            follow(manifest); // What was filed since.
        }
        unknown.stream()
                .filter(file -> !reports.contains(digest(file)))
                .forEach(file -> tell(ArchiveDefect.Kind.UNKNOWN, file, "no manifest names it"));
        strayKeys.stream()
                .filter(file -> !keys.contains(file.getFileName().toString()))
                .forEach(
                        file ->
                                tell(
                                        ArchiveDefect.Kind.UNKNOWN,
                                        file,
                                        "a record with this key was filed; its line is gone"));
        for (String anchor : anchorsToFind) {
            tell(ArchiveDefect.Kind.CUT, folder.manifests(), anchor + " is in no manifest");
        }
        Map<String, SealedHead> sealed = new HashMap<>();
        seals.forEach((node, seal) -> seal.finish().ifPresent(head -> sealed.put(node, head)));
        return heads.values().stream()
                .map(
                        head ->
                                head.sealed(
                                        Optional.ofNullable(sealed.get(head.node())),
                                        Optional.ofNullable(unsealedSince.get(head.node()))))
                .sorted((a, b) -> a.node().compareTo(b.node()))
                .toList();
    }

    /** Reads a manifest from where it was left. */
    private void follow(Path file) throws IOException {
        String node = ArchiveFolder.node(file);
        boolean again = heads.containsKey(file);
        ManifestHead head =
                heads.getOrDefault(file, new ManifestHead(node, 0, ManifestLine.BEGINNING));
        try (Manifest manifest = Manifest.open(file)) {
            for (long n = head.lines(); n < manifest.lines(); n++) {
                head = new ManifestHead(node, n + 1, check(file, manifest, n, head.digest()));
                if (seals.containsKey(node)) {
                    seals.get(node).line(head.lines(), head.digest());
                }
            }
            if (again && manifest.torn() > 0) {
                tell(
                        ArchiveDefect.Kind.TORN,
                        file,
                        "%d octets of a torn line at the end".formatted(manifest.torn()));
            }
        }
        heads.put(file, head);
    }

    /** The digest that the next line must repeat. */
    private String check(Path file, Manifest manifest, long number, String previous)
            throws IOException {
        try {
            ManifestLine line = manifest.line(number);
            if (line.number() != number || !line.previous().equals(previous)) {
                tell(
                        ArchiveDefect.Kind.MANIFEST,
                        file,
                        "line %d is numbered %d and does not follow the one before"
                                .formatted(number, line.number()));
            }
            reports.add(line.report());
            keys.add(line.key().hex());
            anchorsToFind.remove(line.own());
            if (number >= sealedLines(ArchiveFolder.node(file))) {
                unsealedSince.putIfAbsent(ArchiveFolder.node(file), line.time());
            }
            checkReport(ArchiveFolder.node(file), line);
            return line.own();
        } catch (ManifestFormatException e) {
            tell(
                    ArchiveDefect.Kind.MANIFEST,
                    file,
                    "line %d: %s".formatted(number, e.getMessage()));
            return "";
        }
    }

    private long sealedLines(String node) {
        return seals.containsKey(node) ? seals.get(node).lines() : 0;
    }

    private void checkReport(String node, ManifestLine line) throws IOException {
        Path file = folder.report(line);
        for (int i = 0; i < PATIENCE_TRIES && !Files.exists(file) && isWriting(node); i++) {
            pause(); // It is moved to its place just after its line is written.
        }
        try {
            DigestedFile read = DigestedFile.read(file);
            if (!read.equals(new DigestedFile(line.report(), line.size()))) {
                tell(ArchiveDefect.Kind.CHANGED, file, "its digest or its size is another");
            }
        } catch (NoSuchFileException e) {
            missing.add(file);
            tell(
                    ArchiveDefect.Kind.MISSING,
                    file,
                    "filed at %s with key %s".formatted(line.time(), line.key()));
        }
    }

    private boolean isWriting(String node) throws IOException {
        try (Stream<Path> files = Files.list(folder.incoming(node))) {
            return files.findAny().isPresent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private List<Path> unknownReports() throws IOException {
        List<Path> unknown = new ArrayList<>();
        forEachFile(
                folder.reports(),
                file -> {
                    if (!REPORT.matcher(file.getFileName().toString()).matches()) {
                        tell(ArchiveDefect.Kind.UNKNOWN, file, "not the name of a record");
                    } else if (!reports.contains(digest(file))) {
                        unknown.add(file);
                    }
                });
        return unknown;
    }

    private List<Path> strayKeys() throws IOException {
        List<Path> stray = new ArrayList<>();
        forEachFile(
                folder.keys(),
                file -> {
                    String name = file.getFileName().toString();
                    if (!KEY.matcher(name).matches()) {
                        tell(ArchiveDefect.Kind.UNKNOWN, file, "not the name of a key");
                    } else if (!keys.contains(name)) {
                        stray.add(file);
                    } else if (!namesARecord(file)) {
                        tell(ArchiveDefect.Kind.CHANGED, file, "it does not name its record");
                    }
                });
        return stray;
    }

    /** An empty one is what a power cut leaves; it is written anew when a server starts. */
    private boolean namesARecord(Path key) {
        try {
            String path = Files.readString(key, StandardCharsets.ISO_8859_1);
            Path file = folder.root().resolve(path);
            return path.isEmpty()
                    || (file.startsWith(folder.reports())
                            && REPORT.matcher(file.getFileName().toString()).matches()
                            && reports.contains(digest(file))
                            && (Files.exists(file) || missing.contains(file)));
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    private static void forEachFile(Path below, Consumer<Path> consumer) throws IOException {
        if (Files.isDirectory(below)) {
            try (Stream<Path> all = Files.walk(below)) {
                all.filter(Files::isRegularFile).forEach(consumer);
            }
        }
    }

    private static String digest(Path report) {
        return report.getFileName().toString().substring(0, 64);
    }

    private static void pause() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(ArchiveDefect.Kind kind, Path file, String detail) {
        defects.accept(new ArchiveDefect(kind, folder.root().relativize(file), detail));
    }
}
