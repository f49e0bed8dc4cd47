package org.securemessaging.cms.encrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CipherPolicyTest {
    private static final ReaderCapabilities OLD =
            new ReaderCapabilities(
                    Set.of(ContentCipher.AES_128_CBC, ContentCipher.AES_256_CBC), false);
    private static final ReaderCapabilities NEW =
            new ReaderCapabilities(
                    Set.of(
                            ContentCipher.AES_128_GCM,
                            ContentCipher.AES_256_GCM,
                            ContentCipher.AES_256_CBC,
                            ContentCipher.CHACHA20_POLY1305),
                    true);

    @Test
    void chooseShouldTakeTheBestThatAllCanRead() {
        assertThat(CipherPolicy.DEFAULT.choose(List.of(NEW, NEW)))
                .contains(new CipherPolicy.Choice(ContentCipher.AES_256_GCM, true));
        assertThat(CipherPolicy.DEFAULT.choose(List.of(NEW, OLD)))
                .contains(new CipherPolicy.Choice(ContentCipher.AES_256_CBC, false));
    }

    @Test
    void chooseShouldFollowTheAdministratorsOrder() {
        CipherPolicy policy =
                new CipherPolicy(
                        List.of(ContentCipher.CHACHA20_POLY1305, ContentCipher.AES_128_GCM), false);

        assertThat(policy.choose(List.of(NEW)))
                .contains(new CipherPolicy.Choice(ContentCipher.CHACHA20_POLY1305, false));
    }

    @Test
    void chooseShouldGiveNothingWhenNothingIsInCommon() {
        ReaderCapabilities none = new ReaderCapabilities(Set.of(), false);

        assertThat(CipherPolicy.DEFAULT.choose(List.of(NEW, none))).isEmpty();
        assertThat(new CipherPolicy(List.of(ContentCipher.AES_192_CBC), true).choose(List.of(OLD)))
                .isEmpty();
    }

    @Test
    void newShouldRefuseAnEmptyList() {
        assertThatThrownBy(() -> new CipherPolicy(List.of(), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
