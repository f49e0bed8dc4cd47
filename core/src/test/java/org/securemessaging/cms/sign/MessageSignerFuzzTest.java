package org.securemessaging.cms.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.mime.MimeLimitException;

/**
 * Whatever a user sends is signed with the content that it has, in a form that survives transport,
 * or not at all. The signer itself verifies what it made.
 */
class MessageSignerFuzzTest {
    private static final CertifiedKey ALICE = SigningPki.person("alice@example.org", "EC P-256");

    @FuzzTest(maxDuration = "20s")
    void signShouldKeepTheContentOrRefuse(byte[] message) {
        byte[] signed;
        try {
            signed = Signing.CLEAR.sign(message, ALICE);
        } catch (SigningException | MimeLimitException e) {
            return;
        }
        assertThat(ContentTree.of(Signing.content(signed))).isEqualTo(ContentTree.of(message));
    }
}
