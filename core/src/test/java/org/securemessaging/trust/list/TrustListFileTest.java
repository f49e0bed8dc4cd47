package org.securemessaging.trust.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustListFileTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final TrustListEntry DENY_A = deny(A);
    private static final TrustListEntry DENY_B = deny(B);

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("trust-list.txt");
    }

    @Test
    void saveShouldKeepCommentsAndOrder() throws IOException {
        Files.writeString(file, "# ours\n\ndeny " + A + "   # why\n# end\n");
        TrustListFile list = TrustListFile.open(file);

        assertThat(list.add(DENY_B)).isTrue();
        assertThat(list.add(DENY_B)).isFalse();
        list.save();
        assertThat(file).hasContent("# ours\n\ndeny " + A + "   # why\n# end\ndeny " + B + "\n");

        assertThat(list.remove(entry -> entry.thumbprint().equals(A))).isEqualTo(1);
        list.save();
        assertThat(file).hasContent("# ours\n\n# end\ndeny " + B + "\n");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void openShouldStartAListThatIsNotThereYet() {
        TrustListFile list = TrustListFile.open(file);
        assertThat(list.list().entries()).isEmpty();
        list.add(DENY_A);
        assertThat(file).doesNotExist();
        list.save();
        assertThat(TrustListFile.open(file).list().entries()).containsExactly(DENY_A);
    }

    @Test
    void openShouldNotTouchAMalformedList() throws IOException {
        Files.writeString(file, "deny\n");
        assertThatThrownBy(() -> TrustListFile.open(file))
                .isInstanceOf(TrustListFormatException.class)
                .hasMessageStartingWith(file + ", line 1: ");
    }

    @Test
    void readShouldFollowTheFileAndKeepTheOldListWhileItIsMalformed() throws IOException {
        Files.writeString(file, "deny " + A + "\n");
        CurrentTrustList current = CurrentTrustList.read(file, Duration.ZERO);
        assertThat(current.current().entries()).containsExactly(DENY_A);
        assertThat(current.problems()).isEmpty();
        long first = current.generation();

        Files.writeString(file, "deny " + A + "\ndeny " + B + "\n");
        assertThat(current.current().entries()).containsExactly(DENY_A, DENY_B);
        assertThat(current.generation()).isGreaterThan(first);

        Files.writeString(file, "deny nobody\n");
        assertThat(current.current().entries()).containsExactly(DENY_A, DENY_B);
        assertThat(current.problems())
                .singleElement()
                .asString()
                .startsWith(file + ", line 1: ")
                .endsWith("the list that was read before stays in force");

        Files.delete(file);
        assertThat(current.current().entries()).containsExactly(DENY_A, DENY_B);
        assertThat(current.problems()).hasSize(1);

        Files.writeString(file, "");
        assertThat(current.current().entries()).isEmpty();
        assertThat(current.problems()).isEmpty();
    }

    @Test
    void readShouldStopTheStartOnAListThatCannotBeRead() throws IOException {
        assertThatThrownBy(() -> CurrentTrustList.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "allow " + A + " accept=anything\n");
        assertThatThrownBy(() -> CurrentTrustList.read(file))
                .isInstanceOf(TrustListFormatException.class);
    }

    private static TrustListEntry deny(String thumbprint) {
        return new TrustListEntry.Deny(thumbprint, Set.of(), TimeFrame.ALWAYS, "");
    }
}
