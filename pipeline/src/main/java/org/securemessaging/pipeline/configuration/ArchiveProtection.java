package org.securemessaging.pipeline.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.encrypt.Encryptor;

/**
 * What keeps the archive from being read, forged and thinned out ({@code <archive><protection>}).
 *
 * @param signAs whose key in the vault signs records and seals manifests; empty for none
 * @param timestamp where the signatures are stamped with the time; empty for nowhere
 * @param encryptTo the certificates whose keys open records; none if they are filed in the clear
 * @param sealEvery after which time a manifest that has grown is sealed
 */
public record ArchiveProtection(
        Optional<MailAddress> signAs,
        Optional<URI> timestamp,
        List<Certificate> encryptTo,
        Duration sealEvery) {
    private static final Duration SEAL_EVERY = Duration.ofMinutes(10);
    private static final String FILE =
            "an existing file with certificates whose keys can be encrypted to, written as "
                    + FileLocations.ACCEPTED;

    /** Copies the list. */
    public ArchiveProtection {
        encryptTo = List.copyOf(encryptTo);
    }

    static ArchiveProtection read(ConfigurationElement element, FileLocations locations) {
        ArchiveProtection protection =
                new ArchiveProtection(
                        element.value("signAs", "a mail address", ArchiveProtection::address),
                        element.value("timestamp", "an http or https address", Values::webAddress),
                        certificates(element, locations),
                        Values.duration(element, "sealEvery", SEAL_EVERY));
        element.finish();
        if (protection.signAs().isEmpty() && protection.timestamp().isPresent()) {
            throw element.refusal(
                    "timestamp", protection.timestamp().get(), "nothing unless there is signAs");
        }
        return protection;
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("no mail address"));
    }

    /** Read once here: a file that can't be used must not leave the archive in the clear. */
    private static List<Certificate> certificates(
            ConfigurationElement element, FileLocations locations) {
        List<Certificate> certificates = new ArrayList<>();
        for (Path file : TrustSettings.existing(element, "encryptTo", locations)) {
            CertificateFiles.Contents contents = CertificateFiles.read(file);
            boolean usable =
                    contents.problems().isEmpty()
                            && !contents.certificates().isEmpty()
                            && contents.certificates().stream()
                                    .allMatch(each -> Encryptor.objection(each).isEmpty());
            if (!usable) {
                throw element.refusal("encryptTo", file, FILE);
            }
            certificates.addAll(contents.certificates());
        }
        return certificates;
    }
}
