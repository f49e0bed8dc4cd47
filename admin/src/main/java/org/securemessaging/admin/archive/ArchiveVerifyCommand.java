package org.securemessaging.admin.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.admin.report.PlainText;
import org.securemessaging.archive.folder.ArchiveDefect;
import org.securemessaging.archive.folder.FolderVerification;
import org.securemessaging.archive.folder.ManifestHead;
import org.securemessaging.archive.folder.SealedHead;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code archive verify}: whether everything is as it was filed. */
@Command(
        name = "verify",
        description =
                "Check every octet of an archive against its manifests. Servers may go on filing"
                        + " meanwhile. Prints each manifest's head: note it elsewhere, and name it"
                        + " with --head later, to show that nothing up to there was cut off.",
        sortOptions = false,
        footer = {"", "Exit status: 0 if all is as it was filed, 1 if not, 2 for a usage error."})
final class ArchiveVerifyCommand implements Callable<Integer> {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(
            names = "--head",
            paramLabel = "DIGEST",
            description = "A head that was noted earlier. May be repeated.")
    private List<String> heads = List.of();

    ArchiveVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Path root = archive.root();
            return Readings.of(() -> verify(root));
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int verify(Path root) throws IOException {
        Set<String> anchors = new HashSet<>(heads);
        if (!anchors.stream().allMatch(DIGEST.asMatchPredicate())) {
            throw new UnusableArgumentException("--head takes 64 lower-case hexadecimal digits");
        }
        AtomicLong defects = new AtomicLong();
        List<ManifestHead> found =
                FolderVerification.run(
                        root,
                        anchors,
                        archive.seals(),
                        defect -> {
                            defects.incrementAndGet();
                            print(defect);
                        });
        SealLines seals = new SealLines(archive.sealEvery(), Instant.now());
        for (ManifestHead head : found) {
            print(head, seals);
            seals.defect(head)
                    .ifPresent(
                            defect -> {
                                defects.incrementAndGet();
                                terminal.out().println(defect);
                            });
        }
        terminal.out().println(defects.get() == 0 ? "sound" : defects.get() + " defects");
        return defects.get() == 0 ? 0 : 1;
    }

    private void print(ManifestHead head, SealLines seals) {
        terminal.out()
                .println(
                        "%s: %d records, head %s"
                                .formatted(head.node(), head.lines(), head.digest()));
        head.sealed().ifPresent(this::print);
        seals.unsealed(head).ifPresent(line -> terminal.out().println("  " + line));
    }

    private void print(SealedHead sealed) {
        terminal.out()
                .println(
                        PlainText.of(
                                "  sealed up to line %d on %s by %s%s"
                                        .formatted(
                                                sealed.seal().lines(),
                                                sealed.seal().at(),
                                                sealed.maker(),
                                                sealed.timestamp()
                                                        .map(
                                                                stamp ->
                                                                        ", stamped %s by %s"
                                                                                .formatted(
                                                                                        stamp.at(),
                                                                                        stamp
                                                                                                .authority()))
                                                        .orElse(""))));
    }

    private void print(ArchiveDefect defect) {
        terminal.out()
                .println(
                        PlainText.of(
                                "%s  %s: %s"
                                        .formatted(defect.kind(), defect.file(), defect.detail())));
    }
}
