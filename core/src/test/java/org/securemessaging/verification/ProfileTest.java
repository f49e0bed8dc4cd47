package org.securemessaging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.cms.ProfiledSigner;
import org.securemessaging.cms.ProfiledSigner.Preference;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.TestCa;
import org.securemessaging.trust.TrustAnchors;

/** What is taken along of a signer who passes, and of nobody else. */
class ProfileTest {
    private static final TestCa ROOT = new TestCa("CN=Root");
    private static final ProfiledSigner ALICE =
            ProfiledSigner.of(ROOT, "CN=Alice", "alice@example.org");
    private static final byte[] TEXT = SignedMail.entity("Hello.");

    @TempDir private Path folder;

    @Test
    void verifyShouldGiveTheProfileOfASignerWhoPasses() {
        SignerVerdict signer = signer("From: alice@example.org\r\n", ROOT);

        assertThat(signer.result()).isEqualTo(SignatureResult.PASS);
        assertThat(signer.profile().map(SmimeProfile::encryption)).contains(ALICE.encryption());
    }

    @Test
    void verifyShouldGiveNoProfileOfOthers() {
        assertThat(signer("From: eve@example.org\r\n", ROOT).profile()).isEmpty();
        assertThat(signer("From: alice@example.org\r\n", new TestCa("CN=Other")).profile())
                .isEmpty();
    }

    private SignerVerdict signer(String from, TestCa anchor) {
        TestEngine engine =
                new TestEngine(folder, TestCa.BC, TrustAnchors.of(List.of(anchor.selfSigned())));
        byte[] cms = ALICE.sign(TEXT, TestCa.NOW, Preference.SMIME, 128);
        byte[] message =
                SignedMail.message(
                        from + "Date: Mon, 01 Jun 2026 12:00:00 +0000\r\n",
                        SignedMail.clear(TEXT, cms));
        return engine.verify(message, TestCa.NOW).layers().get(0).signers().get(0);
    }
}
