package org.securemessaging.trust.list;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;

/**
 * Reads other programs' lists: Microsoft's certificate stores ({@code .sst}) and certificate trust
 * lists ({@code .stl}), PEM bundles, and all else that {@link CertificateFiles} reads. The octets
 * tell which it is. Thread safe.
 */
public final class TrustImport {
    // As for certificates' files: Microsoft's list of all roots has 200 KB, a store of them 1 MB.
    private static final int MAXIMUM_OCTETS = 64 << 20;

    private TrustImport() {}

    /**
     * Reads a file.
     *
     * @param file a store, list or bundle
     * @param known certificates at hand, for lists that name theirs by SHA-1 alone
     * @return what it says; a file in no known form is a problem
     * @throws UncheckedIOException if the file can't be read
     */
    public static ImportedTrust read(Path file, List<Certificate> known) {
        return parse(octets(file), known);
    }

    /**
     * The octets of a file, no more than may be read of one.
     *
     * @param file a store, list or bundle
     * @return its octets
     * @throws UncheckedIOException if the file can't be read, or is too large
     */
    public static byte[] octets(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAXIMUM_OCTETS + 1);
            if (octets.length > MAXIMUM_OCTETS) {
                throw new IOException("larger than " + MAXIMUM_OCTETS + " bytes");
            }
            return octets;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": can't be read", e);
        }
    }

    /**
     * Reads octets.
     *
     * @param octets a store, list or bundle
     * @param known certificates at hand, for lists that name theirs by SHA-1 alone
     * @return what they say; octets in no known form are a problem
     */
    public static ImportedTrust parse(byte[] octets, List<Certificate> known) {
        if (SerializedStore.is(octets)) {
            return new SerializedStore(octets).read();
        }
        return CertificateTrustList.parse(octets)
                .map(list -> list.read(known))
                .orElseGet(() -> bundle(octets));
    }

    private static ImportedTrust bundle(byte[] octets) {
        CertificateFiles.Contents contents = CertificateFiles.parse(octets);
        return new ImportedTrust(List.of(), contents.certificates(), contents.problems());
    }
}
