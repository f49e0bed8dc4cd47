package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.Mount;
import org.securemessaging.server.pki.Person;

/**
 * A server with an archive of two folders and a journal address, one of which is gone, full, not to
 * be written, or slow. Each test leaves them as they were.
 */
class ArchiveWaitIT {
    @TempDir private static Path work;
    private static WaitingMails mails;

    @BeforeAll
    static void start() throws Exception {
        mails = WaitingMails.start(work);
    }

    @AfterAll
    static void everythingShouldBeSealedWhenTheServerStops() throws Exception {
        mails.close();

        Command verify = new CommandLine(work).run("archive", "verify", "--conf", conf());
        assertThat(verify.status()).as(verify.output() + verify.error()).isZero();
        assertThat(verify.output()).contains("sealed up to").doesNotContain("not sealed");
    }

    @AfterEach
    void everyMailShouldHaveOneReportInEachFolder() throws Exception {
        mails.awaitAll();
        for (Path folder : List.of(mails.folder(), mails.disk())) {
            assertThat(mails.reports(folder)).as(folder.toString()).isEqualTo(mails.sent());
        }
    }

    @Test
    void mailsShouldWaitOverAKillUntilTheFolderIsThere() throws Exception {
        Path away = work.resolve("away");
        mails.deliver();
        Files.move(mails.folder(), away);
        Files.createDirectory(mails.folder());
        mails.sendAndAwaitThatItWaits("the archive that was here is gone");

        Files.delete(mails.folder());
        mails.server().killAndRestart();
        mails.sendAndAwaitThatItWaits(mails.folder() + ": ");
        assertThat(mails.folder()).doesNotExist();

        Files.move(away, mails.folder());
        mails.awaitAll();
    }

    @Test
    void mailsShouldWaitUntilTheFolderCanBeWritten() throws Exception {
        mails.deliver();
        try (Mount mount = Mount.readOnly(mails.folder())) {
            mails.sendAndAwaitThatItWaits(mount.place() + ".*Read-only file system");
        }
        mails.awaitAll();
    }

    @Test
    void mailsShouldWaitUntilTheDiskHasSpace() throws Exception {
        mails.requireDisk();
        mails.deliver();
        Path filler = fill(mails.disk());
        try {
            mails.sendAndAwaitThatItWaits(mails.disk() + ".*No space left on device");
        } finally {
            Files.delete(filler);
        }
        mails.awaitAll();
    }

    @Test
    void mailsShouldWaitUntilTheJournalAddressAnswersInTime() throws Exception {
        mails.journal().hold();
        try {
            mails.sendAndAwaitThatItWaits("journal address .*timed out");
        } finally {
            mails.journal().release();
        }
        mails.awaitAll();
        assertThat(mails.journal().messages())
                .hasSize(Math.toIntExact(mails.sent() + mails.bounces(mails.folder())));
    }

    @Test
    void archiveShouldSayThatAMailWentBack() throws Exception {
        mails.sendToNobody();

        assertThat(mails.bounces(mails.folder())).isEqualTo(1);
        String bounce =
                archive("list")
                        .lines()
                        .filter(line -> line.contains("  bounce  "))
                        .findFirst()
                        .orElseThrow();
        assertThat(archive("show", bounce.substring(0, 16)))
                .contains("no such mailbox", Person.ALICE.address());
    }

    /** Takes all the space there is. */
    private static Path fill(Path disk) throws IOException {
        Path filler = Files.createFile(disk.resolve("filler"));
        Files.write(filler, new byte[(int) Files.getFileStore(disk).getUsableSpace()]);
        return filler;
    }

    private static String conf() {
        return work.resolve("conf").toString();
    }

    private static String archive(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("archive"));
        command.addAll(List.of(words));
        command.addAll(List.of("--why", "test", "--folder", mails.folder().toString()));
        return new CommandLine(work).run(command.toArray(String[]::new)).withOutput();
    }
}
