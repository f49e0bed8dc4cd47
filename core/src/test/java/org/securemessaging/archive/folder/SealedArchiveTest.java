package org.securemessaging.archive.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.archive.protection.HeadSealer;
import org.securemessaging.archive.protection.ReportSigner;
import org.securemessaging.archive.protection.SealOpener;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.DigestAlgorithm;
import org.securemessaging.cms.sign.ChainInclusion;
import org.securemessaging.cms.sign.SignedDataSigner;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningPki;
import org.securemessaging.cms.sign.SigningSettings;
import org.securemessaging.cms.sign.TimestampClient;
import org.securemessaging.cms.sign.Timestamps;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.peer.TimestampAuthority;

/** What somebody who can write to every file, but has not the organisation's key, can't hide. */
class SealedArchiveTest {
    private static final Clock CLOCK = Clock.fixed(SigningPki.NOW, ZoneOffset.UTC);
    private static final CertifiedKey ORGANISATION =
            SigningPki.person("archive@example.org", "EC P-256");
    private static final CertifiedKey SOMEBODY = SigningPki.person("eve@example.org", "EC P-256");

    @TempDir private Path work;
    private Path root;

    @BeforeEach
    void fill() throws IOException {
        root = Files.createDirectory(work.resolve("archive"));
        try (FolderTarget target = target()) {
            target.file(Records.of("one"));
            target.file(Records.of("two"));
            target.seal(sealer(ORGANISATION, Optional.empty()));
            target.file(Records.of("three"));
            target.seal(sealer(ORGANISATION, Optional.empty()));
        }
    }

    @Test
    void runShouldTellUpToWhereASoundArchiveIsSealed() throws IOException {
        List<ManifestHead> heads = run(defect -> assertThat(defect).as("defect").isNull());

        SealedHead sealed = heads.get(0).sealed().orElseThrow();
        assertThat(sealed.seal().lines()).isEqualTo(3);
        assertThat(sealed.seal().number()).isEqualTo(1);
        assertThat(sealed.maker()).isEqualTo(ORGANISATION.certificate());
    }

    @Test
    void sealShouldBeMadeAgainOnlyWhenSomethingWasFiledOrADayWentBy() throws IOException {
        try (FolderTarget target = target()) {
            target.seal(sealer(ORGANISATION, Optional.empty()));
            target.seal(sealer(ORGANISATION, Optional.empty()));
            assertThat(seals()).hasSize(3); // Whoever starts anew does not know the last one.
        }
        Clock later = Clock.offset(CLOCK, Duration.ofDays(2));
        try (FolderTarget target = new FolderTarget(root, "node1", later)) {
            target.seal(sealer(ORGANISATION, Optional.empty()));
        }
        assertThat(seals()).hasSize(4);
        assertThat(defects()).isEmpty();
    }

    @Test
    void runShouldFindEverythingThatIsCutOffBehindASeal() throws IOException {
        cut(2);

        assertThat(defects()).containsExactly(ArchiveDefect.Kind.SEAL);
    }

    @Test
    void runShouldFindAnArchiveThatWasWrittenAnew() throws IOException {
        Path seals = Files.move(root.resolve("seals"), work.resolve("seals"));
        remove(root);
        Files.createDirectory(root);
        try (FolderTarget target = target()) {
            target.file(Records.of("one"));
            target.file(Records.of("forged"));
            target.file(Records.of("three"));
        }
        assertThat(defects()).as("sound in itself").isEmpty();

        Files.move(seals, root.resolve("seals"));
        assertThat(defects()).containsExactly(ArchiveDefect.Kind.SEAL, ArchiveDefect.Kind.SEAL);
    }

    @Test
    void runShouldFindSealsOfSomebodyElse() throws IOException {
        remove(root.resolve("seals"));
        try (FolderTarget target = target()) {
            target.seal(sealer(SOMEBODY, Optional.empty()));
        }

        assertThat(defects()).containsExactly(ArchiveDefect.Kind.SEAL);
    }

    @Test
    void runShouldFindARemovedSealBeforeTheLast() throws IOException {
        Files.delete(seals().get(0));

        assertThat(defects()).containsExactly(ArchiveDefect.Kind.SEAL);
    }

    @Test
    void runShouldFindEveryChangedOctetOfEveryFile() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().endsWith(".lock"))
                            .toList();
        }
        assertThat(files).hasSize(3 + 3 + 1 + 2); // Records, keys, manifest, seals.
        for (Path file : files) {
            // In place: a file that is cut and written anew goes to the disk each time.
            try (RandomAccessFile octets = new RandomAccessFile(file.toFile(), "rw")) {
                for (long i = 0; i < octets.length(); i++) {
                    flip(octets, i);
                    assertThat(defects()).as("%s, octet %d", file, i).isNotEmpty();
                    flip(octets, i);
                }
            }
        }
        assertThat(defects()).isEmpty();
    }

    @Test
    void nothingShouldBeSealedAnewWhenAllSealsAreGone() throws IOException {
        try (FolderTarget target = target()) {
            target.seal(sealer(ORGANISATION, Optional.empty()));
            remove(root.resolve("seals"));
            target.file(Records.of("four"));

            assertThatThrownBy(() -> target.seal(sealer(ORGANISATION, Optional.empty())))
                    .isInstanceOf(ArchiveUnavailableException.class)
                    .hasMessageContaining("gone");
        }
    }

    @Test
    void sealShouldSayWhenItWasMadeAsAnAuthorityDoes() throws IOException {
        try (TimestampAuthority authority = new TimestampAuthority(work);
                HttpFetcher fetcher = new HttpFetcher(LoopbackServer.allowed());
                FolderTarget target = target()) {
            Instant before = Instant.now().minusSeconds(1);
            target.file(Records.of("four"));
            target.seal(
                    sealer(
                            ORGANISATION,
                            Optional.of(
                                    new TimestampClient(
                                            fetcher,
                                            authority.uri(),
                                            Duration.ofSeconds(20),
                                            SigningPki.BOUNCY_CASTLE))));

            SealedHead sealed =
                    run(defect -> assertThat(defect).isNull()).get(0).sealed().orElseThrow();
            assertThat(sealed.timestamp().orElseThrow().at()).isAfterOrEqualTo(before);
            assertThat(sealed.timestamp().get().authority()).isEqualTo("CN=TSA");
        }
    }

    private static void flip(RandomAccessFile octets, long position) throws IOException {
        octets.seek(position);
        int octet = octets.read();
        octets.seek(position);
        octets.write(octet ^ 1);
    }

    private FolderTarget target() {
        return new FolderTarget(root, "node1", CLOCK);
    }

    private static HeadSealer sealer(CertifiedKey key, Optional<Timestamps> timestamps) {
        return new ReportSigner(
                new SignedDataSigner(
                        new SigningSettings(DigestAlgorithm.SHA_256, false, ChainInclusion.NONE),
                        SigningPki.BOUNCY_CASTLE,
                        timestamps),
                at -> SigningIdentity.of(key),
                CLOCK);
    }

    private List<ManifestHead> run(Consumer<ArchiveDefect> defects) throws IOException {
        SealOpener opener =
                new SealOpener(
                        Optional.of(Set.of(ORGANISATION.certificate())),
                        SpoolLimits.in(work),
                        SigningPki.BOUNCY_CASTLE);
        return FolderVerification.run(root, Set.of(), opener, defects);
    }

    private List<ArchiveDefect.Kind> defects() throws IOException {
        List<ArchiveDefect.Kind> found = new ArrayList<>();
        run(defect -> found.add(defect.kind()));
        return found;
    }

    private List<Path> seals() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("seals/node1"))) {
            return files.sorted().toList();
        }
    }

    /** Takes off the last lines with all that belongs to them. */
    private void cut(int left) throws IOException {
        Path manifest = root.resolve("manifests/node1.manifest");
        try (Manifest open = Manifest.open(manifest)) {
            ArchiveFolder folder = new ArchiveFolder(root);
            for (long n = left; n < open.lines(); n++) {
                Files.delete(folder.report(open.line(n)));
                Files.delete(folder.key(open.line(n).key()));
            }
        }
        Files.write(
                manifest, Arrays.copyOf(Files.readAllBytes(manifest), left * ManifestLine.LENGTH));
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
