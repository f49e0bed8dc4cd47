package org.securemessaging.revocation;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.securemessaging.certificate.FolderFiles;

/** Reads CRLs from files: DER, or PEM with any number of them. Thread safe. */
public final class CrlFiles {
    // Thirty times the largest CRL that is known of; the octets are held in memory.
    private static final long MAXIMUM_FILE_BYTES = 512L << 20;

    private CrlFiles() {}

    /**
     * What was read.
     *
     * @param found the CRLs with their files, in the order of the files' names
     * @param problems one sentence for each file, or object in a file, that could not be read
     */
    public record Contents(List<InFile> found, List<String> problems) {
        /** Copies the lists. */
        public Contents {
            found = List.copyOf(found);
            problems = List.copyOf(problems);
        }

        /**
         * The CRLs alone.
         *
         * @return the CRLs, in the order of the files' names
         */
        public List<Crl> crls() {
            return found.stream().map(InFile::crl).toList();
        }
    }

    /**
     * A CRL and where it was read.
     *
     * @param file the file
     * @param crl one of its CRLs
     */
    public record InFile(Path file, Crl crl) {}

    /**
     * Reads files and the files directly in folders. A file whose name starts with a dot is passed
     * over.
     *
     * @param paths files or folders
     * @return what could be read and what could not; a missing path is a problem
     */
    public static Contents read(List<Path> paths) {
        List<InFile> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : FolderFiles.list(paths, problems)) {
            List<Crl> crls = new ArrayList<>();
            readFile(file, crls, problems);
            crls.forEach(
                    crl -> found.add(new InFile(file, crl.from(file.toString(), changed(file)))));
        }
        return new Contents(found, problems);
    }

    /**
     * Reads a CRL from DER, or the first CRL in PEM.
     *
     * @param octets DER or PEM
     * @return the CRL
     * @throws CrlFormatException if there is none
     */
    public static Crl parse(byte[] octets) {
        if (octets.length > 0 && octets[0] == 0x30) {
            return Crl.parse(octets);
        }
        List<Crl> crls = new ArrayList<>();
        try {
            parsePem(octets, crls);
        } catch (IOException e) {
            throw new CrlFormatException("malformed PEM: " + e.getMessage(), e);
        }
        if (crls.isEmpty()) {
            throw new CrlFormatException("neither DER nor PEM", null);
        }
        return crls.get(0);
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH; // It went away since it was read; what was read stands.
        }
    }

    private static void readFile(Path file, List<Crl> crls, List<String> problems) {
        try {
            if (Files.size(file) > MAXIMUM_FILE_BYTES) {
                problems.add(file + ": larger than " + MAXIMUM_FILE_BYTES + " bytes");
                return;
            }
            byte[] octets = Files.readAllBytes(file);
            if (octets.length > 0 && octets[0] == 0x30) {
                crls.add(Crl.parse(octets));
            } else {
                parsePem(octets, crls);
            }
            if (crls.isEmpty()) {
                problems.add(file + ": holds no CRL");
            }
        } catch (IOException | CrlFormatException e) {
            problems.add(file + ": can't be read: " + e.getMessage());
        }
    }

    private static void parsePem(byte[] octets, List<Crl> crls) throws IOException {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject object = reader.readPemObject();
                    object != null;
                    object = reader.readPemObject()) {
                if (object.getType().equals("X509 CRL")) {
                    crls.add(Crl.parse(object.getContent()));
                }
            }
        } catch (RuntimeException e) {
            // The PEM reader answers malformed base64 with an unchecked exception.
            throw new CrlFormatException("malformed PEM: " + e.getMessage(), e);
        }
    }
}
