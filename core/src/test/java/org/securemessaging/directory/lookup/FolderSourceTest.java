package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.directory.lookup.Lookups.address;
import static org.securemessaging.directory.lookup.Lookups.certificate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;

class FolderSourceTest {
    @TempDir private Path folder;

    @Test
    void findShouldFindPemAndDerByTheAddressInThem() throws Exception {
        Certificate alice = certificate("Alice@Example.org", 1);
        Certificate renewed = certificate("alice@example.org", 0);
        Certificate bob = certificate("bob@example.org", 1);
        Files.write(folder.resolve("alice.crt"), alice.encoded());
        Files.writeString(folder.resolve("all.pem"), pem(bob) + pem(renewed));
        Files.writeString(folder.resolve("readme.txt"), "nothing");

        FolderSource source = FolderSource.of(List.of(folder));

        assertThat(find(source, "alice@example.org")).containsExactly(alice, renewed);
        assertThat(find(source, "bob@example.org")).containsExactly(bob);
        assertThat(find(source, "*@example.org")).isEmpty();
        assertThat(find(source, "../alice.crt@example.org")).isEmpty();
    }

    private static List<Certificate> find(FolderSource source, String address) {
        return source.find(SearchAddress.of(address(address)).orElseThrow()).candidates().stream()
                .map(Candidate::certificate)
                .toList();
    }

    private static String pem(Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.encoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
