package org.securemessaging.archive.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.peer.Mount;

/** Disks that are full, that can't be written, and that go away and come back. */
class FolderFaultsTest {
    private static final int PAGE = 4096;
    private static final int PAGES = 32;

    @TempDir private Path work;

    @Test
    void fileShouldLeaveAWholeRecordOrNoneHoweverLittleSpaceIsLeft() throws IOException {
        ArchiveRecord record = Records.of("x".repeat(3 * PAGE));
        int unavailable = 0;
        for (int left = 0; left < 16; left++) {
            Path disk = work.resolve("disk" + left);
            try (Mount mount = Mount.disk(disk, PAGES * PAGE + "");
                    FolderTarget target =
                            new FolderTarget(mount.place(), "node1", Clock.systemUTC())) {
                target.file(Records.of("before"));
                Path filler = fill(disk, left);
                if (!isFiled(target, record)) {
                    unavailable++;
                    assertThat(isFiled(target, record)).as("%d pages left", left).isFalse();
                    assertThat(kinds(disk)).as("%d pages left", left).isEmpty();
                }
                Files.delete(filler);
                target.file(record);
                target.file(Records.of("after"));

                assertThat(kinds(disk)).as("%d pages left", left).isEmpty();
                assertThat(records(disk)).as("%d pages left", left).isEqualTo(3);
                assertThat(disk.resolve("incoming/node1")).isEmptyDirectory();
            }
        }
        assertThat(unavailable).isBetween(3, 15);
    }

    @Test
    void fileShouldWaitForADiskThatCanBeWritten() throws IOException {
        Path disk = work.resolve("disk");
        try (Mount mount = Mount.disk(disk, "1m")) {
            try (FolderTarget target = new FolderTarget(disk, "node1", Clock.systemUTC())) {
                target.file(Records.of("before"));
            }
            mount.readOnly(true);
            try (FolderTarget target = new FolderTarget(disk, "node1", Clock.systemUTC())) {
                for (int i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> target.file(Records.of("one")))
                            .isInstanceOf(ArchiveUnavailableException.class)
                            .hasMessageContaining("Read-only file system");
                }
                mount.readOnly(false);
                target.file(Records.of("one"));
            }

            assertThat(kinds(disk)).isEmpty();
            assertThat(records(disk)).isEqualTo(2);
        }
    }

    @Test
    void fileShouldWaitForADiskThatIsTakenAway() throws IOException {
        Path disk = Files.createDirectory(work.resolve("disk"));
        Path place = work.resolve("place");
        try (FolderTarget target = new FolderTarget(place, "node1", Clock.systemUTC())) {
            try (Mount mount = Mount.of(disk, place)) {
                target.file(Records.of("before"));
                assertThat(records(mount.place())).isEqualTo(1);
            }
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> target.file(Records.of("one")))
                        .isInstanceOf(ArchiveUnavailableException.class)
                        .hasMessageContaining("gone");
            }
            assertThat(place).isEmptyDirectory();
            try (Mount mount = Mount.of(disk, place)) {
                target.file(Records.of("one"));
                assertThat(kinds(mount.place())).isEmpty();
                assertThat(records(mount.place())).isEqualTo(2);
            }
        }
    }

    private static boolean isFiled(FolderTarget target, ArchiveRecord record) {
        try {
            target.file(record);
            return true;
        } catch (ArchiveUnavailableException e) {
            assertThat(e).hasMessageContaining("No space left on device");
            return false;
        }
    }

    /** Takes all the space but some pages. */
    private static Path fill(Path disk, int left) throws IOException {
        Path filler = Files.createFile(disk.resolve("filler"));
        long free = Files.getFileStore(disk).getUsableSpace();
        Files.write(filler, new byte[(int) Math.max(0, free - (long) left * PAGE)]);
        return filler;
    }

    private static List<ArchiveDefect.Kind> kinds(Path root) throws IOException {
        List<ArchiveDefect.Kind> found = new ArrayList<>();
        FolderVerification.run(root, Set.of(), defect -> found.add(defect.kind()));
        return found;
    }

    private static long records(Path root) throws IOException {
        return FolderVerification.run(root, Set.of(), defect -> {}).get(0).lines();
    }
}
