package org.securemessaging.admin.directory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.securemessaging.admin.engine.OptionFiles;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.directory.publication.CrossPair;

/** Reads what two CAs certify of each other from a file. */
final class CrossPairFile {
    private CrossPairFile() {}

    /**
     * The pair: the certificate that was issued to the CA, and perhaps the one that it issued.
     *
     * @throws UnusableArgumentException if the file holds no such certificates
     */
    static CrossPair read(Path file) {
        List<Certificate> certificates =
                CertificateFiles.read(OptionFiles.certificates("--cross-pair", List.of(file)))
                        .certificates();
        if (certificates.isEmpty() || certificates.size() > 2) {
            throw refusal(file, "it holds " + certificates.size() + " certificates");
        }
        if (!certificates.stream().allMatch(PublishCommand::isAuthority)) {
            throw refusal(file, "a certificate is not a CA's");
        }
        if (certificates.size() == 2 && !areMutual(certificates.get(0), certificates.get(1))) {
            throw refusal(file, "the two are not of two CAs that certify each other");
        }
        return new CrossPair(
                Optional.of(certificates.get(0)), certificates.stream().skip(1).findFirst());
    }

    private static boolean areMutual(Certificate one, Certificate other) {
        return NameKey.of(one.subject()).equals(NameKey.of(other.issuer()))
                && NameKey.of(one.issuer()).equals(NameKey.of(other.subject()));
    }

    private static UnusableArgumentException refusal(Path file, String why) {
        return new UnusableArgumentException(
                "--cross-pair: %s: %s; accepted: a certificate that another CA issued to the CA,"
                                .formatted(file, why)
                        + " or that and the one that the CA issued to the other");
    }
}
