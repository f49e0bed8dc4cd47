package org.securemessaging.archive.folder;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.securemessaging.archive.protection.BrokenSealException;
import org.securemessaging.archive.protection.SealOpener;
import org.securemessaging.cms.sign.SigningPki;
import org.securemessaging.mime.SpoolLimits;

/** Whatever the octets, a seal states what was sealed, or is refused with a word on why. */
final class SealFuzzTest {
    private static final SealOpener OPENER =
            new SealOpener(
                    Optional.empty(),
                    SpoolLimits.in(Path.of(System.getProperty("java.io.tmpdir"))),
                    SigningPki.BOUNCY_CASTLE);

    @FuzzTest(maxDuration = "20s")
    void open(byte[] octets) throws IOException {
        try {
            ManifestSeal seal = ManifestSeal.parse(OPENER.open(octets).statement());
            String again = new String(seal.format(), StandardCharsets.US_ASCII);
            if (!ManifestSeal.parse(again).equals(seal)) {
                throw new AssertionError("read otherwise than written");
            }
        } catch (BrokenSealException | ManifestFormatException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("no word on what is wrong", e);
            }
        }
    }
}
