package org.securemessaging.admin.trust;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.securemessaging.certificate.Certificate;

/** A folder of certificates, each in a file named after its thumbprint. */
final class CertificateFolder {
    private final Path folder;

    CertificateFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes certificates, over those of the same thumbprint.
     *
     * @return how many
     * @throws UncheckedIOException if one can't be written
     */
    int write(List<Certificate> certificates) {
        try {
            Files.createDirectories(folder);
            for (Certificate certificate : certificates) {
                Files.writeString(folder.resolve(certificate.sha256() + ".pem"), pem(certificate));
            }
            return certificates.size();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": can't be written", e);
        }
    }

    private static String pem(Certificate certificate) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject("CERTIFICATE", certificate.encoded()));
        }
        return text.toString();
    }
}
