package org.securemessaging.directory.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.directory.lookup.Lookups.CA;
import static org.securemessaging.directory.lookup.Lookups.address;
import static org.securemessaging.directory.lookup.Lookups.certificate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.trust.TestCa;

class FolderSourceTest {
    private static final String AES256_CBC = "2.16.840.1.101.3.4.1.42";

    @TempDir private Path folder;

    @Test
    void findShouldFindPemAndDerByTheAddressInThem() throws Exception {
        Certificate alice = certificate("Alice@Example.org", 1);
        Certificate renewed = certificate("alice@example.org", 0);
        Certificate bob = certificate("bob@example.org", 1);
        Files.write(folder.resolve("alice.crt"), alice.encoded());
        Files.writeString(folder.resolve("all.pem"), pem(bob) + pem(renewed));
        Files.writeString(folder.resolve("readme.txt"), "nothing");

        FolderSource source = FolderSource.of(List.of(folder), Lookups.smimeReader());

        assertThat(find(source, "alice@example.org")).containsExactly(alice, renewed);
        assertThat(find(source, "bob@example.org")).containsExactly(bob);
        assertThat(find(source, "*@example.org")).isEmpty();
        assertThat(find(source, "../alice.crt@example.org")).isEmpty();
    }

    @Test
    void findShouldKeepTheCapabilitiesThatArePublishedWithACertificate() throws Exception {
        TestCa alice = new TestCa("CN=Alice");
        Certificate certificate = person(alice, "alice@example.org");
        byte[] value =
                PublishedValue.of(alice.keys(), List.of(certificate, Lookups.ROOT), AES256_CBC);
        Files.write(folder.resolve("alice.p7c"), value);
        Files.writeString(
                folder.resolve("bob.p7b"),
                pem(
                        "PKCS7",
                        PublishedValue.of(
                                alice.keys(),
                                List.of(person(alice, "bob@example.org")),
                                AES256_CBC)));

        FolderSource source = FolderSource.of(List.of(folder), Lookups.smimeReader());

        for (String each : List.of("alice@example.org", "bob@example.org")) {
            Candidate found = only(source, each);
            assertThat(found.capabilities().orElseThrow().algorithms())
                    .extracting(algorithm -> algorithm.getAlgorithm().getId())
                    .containsExactly(AES256_CBC);
        }
        assertThat(only(source, "alice@example.org").others()).contains(Lookups.ROOT);
        assertThat(only(source, "alice@example.org").origin()).endsWith("alice.p7c");
    }

    @Test
    void findShouldNotBelieveCapabilitiesThatAnotherSigned() throws Exception {
        TestCa alice = new TestCa("CN=Alice");
        Certificate certificate = person(alice, "alice@example.org");
        Files.write(
                folder.resolve("alice.p7c"),
                PublishedValue.of(
                        new TestCa("CN=Mallory").keys(), List.of(certificate), AES256_CBC));

        FolderSource source = FolderSource.of(List.of(folder), Lookups.smimeReader());

        assertThat(only(source, "alice@example.org").capabilities()).isEmpty();
        assertThat(find(source, "alice@example.org")).containsExactly(certificate);
    }

    @Test
    void problemsShouldNameWhatCanNotBeRead() throws Exception {
        Files.write(folder.resolve("alice.crt"), certificate("alice@example.org", 1).encoded());
        FolderSource good = FolderSource.of(List.of(folder), Lookups.smimeReader());
        assertThat(good.problems()).isEmpty();

        Files.write(folder.resolve("broken.crt"), new byte[] {0x30, 1});

        assertThat(FolderSource.of(List.of(folder), Lookups.smimeReader()).problems())
                .hasSize(1)
                .allMatch(problem -> problem.contains("broken.crt"));
    }

    private static Certificate person(TestCa subject, String address) {
        return CA.issue(subject)
                .with(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)))
                .sign();
    }

    private static Candidate only(FolderSource source, String address) {
        List<Candidate> found =
                source.find(SearchAddress.of(address(address)).orElseThrow()).candidates();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static List<Certificate> find(FolderSource source, String address) {
        return source.find(SearchAddress.of(address(address)).orElseThrow()).candidates().stream()
                .map(Candidate::certificate)
                .toList();
    }

    private static String pem(Certificate certificate) {
        return pem("CERTIFICATE", certificate.encoded());
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(content));
    }
}
