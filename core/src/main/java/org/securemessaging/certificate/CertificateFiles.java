package org.securemessaging.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * Reads certificates from files: PEM with any number of certificates (other PEM objects are passed
 * over), DER, and PKCS#7 or CMS "certs-only" in PEM or DER (RFC 8551 §3.8). Thread safe.
 */
public final class CertificateFiles {
    // A bundle of every public root is under 1 MB; what is larger was not meant to be read here.
    private static final long MAXIMUM_FILE_BYTES = 64L << 20;

    private CertificateFiles() {}

    /**
     * What was read.
     *
     * @param certificates the certificates, without doubles, in the order of the files' names
     * @param problems one sentence for each file, or object in a file, that could not be read
     */
    public record Contents(List<Certificate> certificates, List<String> problems) {
        /** Copies the lists. */
        public Contents {
            certificates = List.copyOf(certificates);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads a file, or the files of a folder (not of the folders in it). A file whose name starts
     * with a dot is passed over.
     *
     * @param path a file or folder
     * @return what could be read and what could not; a missing path is a problem
     */
    public static Contents read(Path path) {
        return read(List.of(path));
    }

    /**
     * Reads several files and folders.
     *
     * @param paths files or folders
     * @return what could be read and what could not
     */
    public static Contents read(List<Path> paths) {
        Set<Certificate> certificates = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        for (Path file : FolderFiles.list(paths, problems)) {
            readFile(file, certificates, problems);
        }
        return new Contents(List.copyOf(certificates), problems);
    }

    /**
     * Reads certificates from octets in any of the forms this class knows.
     *
     * @param octets PEM, DER or PKCS#7
     * @return what could be read and what could not
     */
    public static Contents parse(byte[] octets) {
        Set<Certificate> certificates = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        parse(octets, "input", certificates, problems);
        return new Contents(List.copyOf(certificates), problems);
    }

    private static void readFile(Path file, Set<Certificate> into, List<String> problems) {
        try {
            if (Files.size(file) > MAXIMUM_FILE_BYTES) {
                problems.add(file + ": larger than " + MAXIMUM_FILE_BYTES + " bytes");
                return;
            }
            parse(Files.readAllBytes(file), file.toString(), into, problems);
        } catch (IOException e) {
            problems.add(file + ": can't be read: " + e);
        }
    }

    private static void parse(
            byte[] octets, String source, Set<Certificate> into, List<String> problems) {
        int found = into.size();
        int complaints = problems.size();
        if (octets.length > 0 && octets[0] == 0x30) {
            parseDer(octets, source, into, problems);
        } else {
            parsePem(octets, source, into, problems);
            if (into.size() == found && problems.size() == complaints && !hasCertificate(octets)) {
                problems.add(source + ": holds no certificate");
            }
        }
    }

    private static boolean hasCertificate(byte[] octets) {
        // All its certificates may have been read from another file already.
        return new String(octets, StandardCharsets.ISO_8859_1).contains("CERTIFICATE-----");
    }

    private static void parsePem(
            byte[] octets, String source, Set<Certificate> into, List<String> problems) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject object = reader.readPemObject();
                    object != null;
                    object = reader.readPemObject()) {
                switch (object.getType()) {
                    case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                            add(firstElement(object.getContent()), source, into, problems);
                    case "PKCS7", "CMS" -> parseDer(object.getContent(), source, into, problems);
                    default -> {}
                }
            }
        } catch (IOException | RuntimeException e) {
            problems.add(source + ": malformed PEM: " + e.getMessage());
        }
    }

    /** A "TRUSTED CERTIFICATE" of OpenSSL has its own structure behind the certificate. */
    private static byte[] firstElement(byte[] content) throws IOException {
        try (org.bouncycastle.asn1.ASN1InputStream in =
                new org.bouncycastle.asn1.ASN1InputStream(content)) {
            ASN1Primitive first = in.readObject();
            return first == null || in.available() == 0 ? content : first.getEncoded();
        }
    }

    private static void parseDer(
            byte[] octets, String source, Set<Certificate> into, List<String> problems) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(octets);
            if (sequence.size() > 0
                    && sequence.getObjectAt(0) instanceof ASN1ObjectIdentifier type
                    && type.equals(CMSObjectIdentifiers.signedData)) {
                addSignedData(sequence, source, into, problems);
                return;
            }
        } catch (IllegalArgumentException e) {
            problems.add(source + ": malformed DER: " + e.getMessage());
            return;
        }
        add(octets, source, into, problems);
    }

    private static void addSignedData(
            ASN1Sequence contentInfo, String source, Set<Certificate> into, List<String> problems) {
        ASN1Set certificates =
                SignedData.getInstance(ContentInfo.getInstance(contentInfo).getContent())
                        .getCertificates();
        if (certificates == null) {
            problems.add(source + ": holds no certificate");
            return;
        }
        for (ASN1Encodable certificate : certificates) {
            try {
                add(certificate.toASN1Primitive().getEncoded(), source, into, problems);
            } catch (IOException e) {
                problems.add(source + ": " + e.getMessage());
            }
        }
    }

    private static void add(
            byte[] der, String source, Set<Certificate> into, List<String> problems) {
        try {
            into.add(Certificate.parse(der));
        } catch (CertificateFormatException e) {
            problems.add(source + ": " + e.getMessage());
        }
    }
}
