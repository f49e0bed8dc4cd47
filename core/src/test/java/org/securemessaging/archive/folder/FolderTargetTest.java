package org.securemessaging.archive.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.ArchiveUnavailableException;

class FolderTargetTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-25T16:00:00Z"), ZoneOffset.UTC);
    private static final String DAY = "reports/2026/11/25/";

    @TempDir private Path root;
    private FolderTarget target;

    @BeforeEach
    void open() {
        target = new FolderTarget(root, "node1", CLOCK);
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void fileShouldNameTheFileByItsDigest() throws IOException {
        target.file(Records.of("hello"));

        String sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        assertThat(root.resolve(DAY + sha256 + ".eml")).hasContent("hello");
        assertThat(lines()).singleElement().extracting(ManifestLine::report).isEqualTo(sha256);
        assertThat(defects()).isEmpty();
    }

    @Test
    void fileShouldKeepOthersOut() throws IOException {
        target.file(Records.of("hello"));

        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(path -> !path.equals(root)).toList()) {
                if (!path.startsWith(root.resolve("keys"))) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .endsWith("------");
                }
            }
        }
    }

    @Test
    void fileShouldFileTheSameMailOnce() throws IOException {
        target.file(Records.of("hello"));
        target.file(Records.of("hello"));
        close();
        open();
        target.file(Records.of("hello"));

        assertThat(lines()).hasSize(1);
        assertThat(defects()).isEmpty();
    }

    @Test
    void fileShouldFileOnceWhenManyThreadsTry() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> filing = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ArchiveRecord record = Records.of("mail " + i / 2);
            filing.add(threads.submit(() -> target.file(record)));
        }
        for (Future<?> each : filing) {
            each.get();
        }
        threads.shutdown();

        assertThat(lines()).hasSize(100);
        assertThat(defects()).isEmpty();
        assertThat(root.resolve("incoming/node1")).isEmptyDirectory();
    }

    @Test
    void fileShouldTakeOffATornLine() throws IOException {
        target.file(Records.of("one"));
        close();
        Files.writeString(manifest(), "000000000001 2026-", StandardOpenOption.APPEND);
        assertThat(defects())
                .extracting(ArchiveDefect::kind)
                .containsExactly(ArchiveDefect.Kind.TORN);

        open();
        target.file(Records.of("two"));

        assertThat(lines()).hasSize(2);
        assertThat(defects()).isEmpty();
    }

    @Test
    void fileShouldFinishARecordWhoseLineIsWrittenAlready() throws IOException {
        target.file(Records.of("one"));
        target.file(Records.of("two"));
        close();
        Path filed = new ArchiveFolder(root).report(lines().get(1));
        Files.move(filed, root.resolve("incoming/node1/anything"));
        Files.delete(new ArchiveFolder(root).key(lines().get(1).key()));

        open();
        target.file(Records.of("two"));

        assertThat(lines()).hasSize(2);
        assertThat(filed).hasContent("two");
        assertThat(defects()).isEmpty();
    }

    @Test
    void fileShouldThrowAwayWhatWasNotFinished() throws IOException {
        target.file(Records.of("one"));
        close();
        Files.writeString(root.resolve("incoming/node1/half"), "ha");

        open();
        target.file(Records.of("two"));

        assertThat(root.resolve("incoming/node1")).isEmptyDirectory();
        assertThat(defects()).isEmpty();
    }

    @Test
    void fileShouldMakeAnewAKeyThatWasLost() throws IOException {
        target.file(Records.of("one"));
        close();
        Files.write(new ArchiveFolder(root).key(lines().get(0).key()), new byte[0]);

        open();
        target.file(Records.of("one"));

        assertThat(lines()).hasSize(1);
    }

    @Test
    void fileShouldBeUnavailableWhenTheContentCantBeWritten() throws IOException {
        ArchiveRecord broken =
                new ArchiveRecord(
                        Records.of("x").kind(),
                        Records.of("x").key(),
                        (out, carriage) -> {
                            out.write(1);
                            throw new IOException("No space left on device");
                        });

        assertThatThrownBy(() -> target.file(broken))
                .isInstanceOf(ArchiveUnavailableException.class)
                .hasMessageContaining("No space left on device");

        target.file(Records.of("x"));
        assertThat(lines()).hasSize(1);
        assertThat(root.resolve("incoming/node1")).isEmptyDirectory();
    }

    @Test
    void fileShouldNotMakeTheFolderItself() throws IOException {
        FolderTarget missing = new FolderTarget(root.resolve("away"), "node1", CLOCK);

        assertThatThrownBy(() -> missing.file(Records.of("one")))
                .isInstanceOf(ArchiveUnavailableException.class)
                .hasMessageContaining("is not there");
        assertThat(root.resolve("away")).doesNotExist();
    }

    @Test
    void fileShouldNotBeginANewArchiveWhereItsOwnIsGone() throws IOException {
        Path mounted = Files.createDirectory(root.resolve("mounted"));
        FolderTarget gone = new FolderTarget(mounted, "node1", CLOCK);
        gone.file(Records.of("one"));
        Files.move(mounted, root.resolve("elsewhere"));
        Files.createDirectory(mounted);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> gone.file(Records.of("two")))
                    .isInstanceOf(ArchiveUnavailableException.class)
                    .hasMessageContaining("gone");
        }

        Files.delete(mounted);
        Files.move(root.resolve("elsewhere"), mounted);
        gone.file(Records.of("two"));
        gone.close();
        assertThat(FolderVerification.run(mounted, Set.of(), defect -> {}))
                .extracting(ManifestHead::lines)
                .containsExactly(2L);
    }

    @Test
    void fileShouldKeepASecondWriterOfTheSameNodeOut() {
        target.file(Records.of("one"));

        try (FolderTarget second = new FolderTarget(root, "node1", CLOCK)) {
            assertThatThrownBy(() -> second.file(Records.of("two")))
                    .isInstanceOf(ArchiveUnavailableException.class)
                    .hasMessageContaining("a name of its own");
        }
    }

    @Test
    void fileShouldKnowWhatOtherNodesFiled() throws IOException {
        target.file(Records.of("one"));
        try (FolderTarget other = new FolderTarget(root, "node2", CLOCK)) {
            other.file(Records.of("one"));
            other.file(Records.of("two"));
        }

        assertThat(FolderVerification.run(root, Set.of(), defect -> {}))
                .extracting(ManifestHead::node, ManifestHead::lines)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("node1", 1L),
                        org.assertj.core.groups.Tuple.tuple("node2", 1L));
    }

    private Path manifest() {
        return root.resolve("manifests/node1.manifest");
    }

    private List<ManifestLine> lines() throws IOException {
        List<ManifestLine> lines = new ArrayList<>();
        try (Manifest manifest = Manifest.open(manifest())) {
            for (long n = 0; n < manifest.lines(); n++) {
                lines.add(manifest.line(n));
            }
        }
        return lines;
    }

    private List<ArchiveDefect> defects() throws IOException {
        List<ArchiveDefect> defects = new ArrayList<>();
        FolderVerification.run(root, Set.of(), defects::add);
        return defects;
    }
}
