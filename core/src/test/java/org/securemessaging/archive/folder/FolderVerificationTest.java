package org.securemessaging.archive.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderVerificationTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-25T16:00:00Z"), ZoneOffset.UTC);
    private static final int RECORDS = 4;

    @TempDir private Path root;
    private Path manifest;

    @BeforeEach
    void fill() {
        try (FolderTarget target = new FolderTarget(root, "node1", CLOCK)) {
            for (int i = 0; i < RECORDS; i++) {
                target.file(Records.of("mail " + i));
            }
        }
        manifest = root.resolve("manifests/node1.manifest");
    }

    @Test
    void runShouldTellTheHeadsOfASoundArchive() throws IOException {
        List<ManifestHead> heads =
                FolderVerification.run(
                        root, Set.of(), defect -> assertThat(defect).as("defect").isNull());

        assertThat(heads).singleElement().satisfies(head -> assertThat(head.lines()).isEqualTo(4));
        assertThat(Files.readString(manifest)).endsWith(" " + heads.get(0).digest() + "\n");
    }

    @Test
    void runShouldFindEveryChangedOctetOfTheManifest() throws IOException {
        byte[] good = Files.readAllBytes(manifest);
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            Files.write(manifest, changed);

            assertThat(defects()).as("octet %d", i).isNotEmpty();
        }
    }

    @Test
    void runShouldFindEveryRemovedOctetOfTheManifest() throws IOException {
        byte[] good = Files.readAllBytes(manifest);
        for (int i = 0; i < good.length; i++) {
            byte[] changed = new byte[good.length - 1];
            System.arraycopy(good, 0, changed, 0, i);
            System.arraycopy(good, i + 1, changed, i, good.length - i - 1);
            Files.write(manifest, changed);

            assertThat(defects()).as("octet %d", i).isNotEmpty();
        }
    }

    @Test
    void runShouldFindEveryRemovedLine() throws IOException {
        List<String> good = Files.readAllLines(manifest);
        for (int i = 0; i < RECORDS; i++) {
            List<String> left = new ArrayList<>(good);
            left.remove(i);
            Files.writeString(manifest, String.join("\n", left) + "\n");

            assertThat(defects()).as("line %d", i).isNotEmpty();
        }
    }

    @Test
    void runShouldFindALastLineThatWasRemovedWithItsRecord() throws IOException {
        ManifestLine last = line(RECORDS - 1);
        Files.delete(new ArchiveFolder(root).report(last));
        cutLastLine();

        assertThat(defects())
                .extracting(ArchiveDefect::kind)
                .containsExactly(ArchiveDefect.Kind.UNKNOWN);
    }

    @Test
    void runShouldFindByAnAnchorThatEverythingOfTheLastLineWasRemoved() throws IOException {
        ManifestLine last = line(RECORDS - 1);
        Files.delete(new ArchiveFolder(root).report(last));
        Files.delete(new ArchiveFolder(root).key(last.key()));
        cutLastLine();

        assertThat(defects()).isEmpty();
        assertThat(defects(last.own()))
                .extracting(ArchiveDefect::kind)
                .containsExactly(ArchiveDefect.Kind.CUT);
    }

    @Test
    void runShouldAcceptAnAnchorThatWasLeftBehind() throws IOException {
        assertThat(defects(line(1).own(), line(3).own())).isEmpty();
    }

    @Test
    void runShouldFindEveryChangedOctetOfARecord() throws IOException {
        for (int n = 0; n < RECORDS; n++) {
            Path report = new ArchiveFolder(root).report(line(n));
            byte[] good = Files.readAllBytes(report);
            for (int i = 0; i < good.length; i++) {
                byte[] changed = good.clone();
                changed[i] ^= 1;
                Files.write(report, changed);

                assertThat(defects())
                        .extracting(ArchiveDefect::kind)
                        .containsExactly(ArchiveDefect.Kind.CHANGED);
            }
            Files.write(report, good);
        }
        assertThat(defects()).isEmpty();
    }

    @Test
    void runShouldFindARemovedRecord() throws IOException {
        Files.delete(new ArchiveFolder(root).report(line(1)));

        assertThat(defects())
                .extracting(ArchiveDefect::kind)
                .containsExactly(ArchiveDefect.Kind.MISSING);
    }

    @Test
    void runShouldFindAnAddedRecord() throws IOException {
        Files.writeString(
                new ArchiveFolder(root).report(line(1)).resolveSibling("ab".repeat(32) + ".eml"),
                "forged");
        Files.writeString(root.resolve("reports/note.txt"), "forged");

        assertThat(defects())
                .extracting(ArchiveDefect::kind)
                .containsExactlyInAnyOrder(ArchiveDefect.Kind.UNKNOWN, ArchiveDefect.Kind.UNKNOWN);
    }

    @Test
    void runShouldFindARemovedManifest() throws IOException {
        Files.delete(manifest);

        assertThat(defects()).hasSize(2 * RECORDS);
    }

    @Test
    void runShouldFindNothingWrongWhileAServerFiles() throws Exception {
        Thread filing =
                new Thread(
                        () -> {
                            try (FolderTarget target = new FolderTarget(root, "node1", CLOCK)) {
                                for (int i = 0; i < 300; i++) {
                                    target.file(Records.of("later " + i));
                                }
                            }
                        });
        filing.start();
        List<ArchiveDefect> found = new ArrayList<>();
        while (filing.isAlive()) {
            FolderVerification.run(root, Set.of(), found::add);
        }
        filing.join();

        // A line that is being written looks torn.
        assertThat(found).allMatch(defect -> defect.kind() == ArchiveDefect.Kind.TORN);
        assertThat(defects()).isEmpty();
    }

    private void cutLastLine() throws IOException {
        byte[] octets = Files.readAllBytes(manifest);
        Files.write(manifest, Arrays.copyOf(octets, octets.length - ManifestLine.LENGTH));
    }

    private ManifestLine line(long number) throws IOException {
        try (Manifest open = Manifest.open(manifest)) {
            return open.line(number);
        }
    }

    private List<ArchiveDefect> defects(String... anchors) throws IOException {
        List<ArchiveDefect> defects = new ArrayList<>();
        FolderVerification.run(root, Set.of(anchors), defects::add);
        return defects;
    }
}
