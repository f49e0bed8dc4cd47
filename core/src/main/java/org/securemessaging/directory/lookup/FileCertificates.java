package org.securemessaging.directory.lookup;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.cms.SmimeCapabilities;
import org.securemessaging.cms.SmimeCertificateReader;
import org.securemessaging.cms.SmimeCertificateValue;
import org.securemessaging.directory.lookup.LookupSource.Answer;

/** Reads a file's certificates, and the capabilities that a PKCS #7 in it holds. Thread safe. */
final class FileCertificates {
    /** As for a value in a directory; larger ones are bundles of certificates without a signer. */
    private static final int LARGEST_SIGNED = 256 << 10;

    private static final Set<String> PKCS7 = Set.of("PKCS7", "CMS");
    private static final int SEQUENCE = 0x30;

    private final SmimeCertificateReader smime;

    FileCertificates(SmimeCertificateReader smime) {
        this.smime = smime;
    }

    /** What a file of a source holds; one that can't be read is a problem. */
    Answer read(Path file, String source) {
        CertificateFiles.Contents contents = CertificateFiles.read(file);
        List<String> problems = new ArrayList<>(contents.problems());
        List<SmimeCertificateValue> signed = signed(file, problems);
        List<Candidate> candidates =
                contents.certificates().stream()
                        .map(each -> candidate(each, signed, source + ", " + file.getFileName()))
                        .toList();
        return new Answer(candidates, problems);
    }

    private static Candidate candidate(
            Certificate certificate, List<SmimeCertificateValue> signed, String origin) {
        for (SmimeCertificateValue value : signed) {
            Optional<SmimeCapabilities> capabilities = value.capabilities();
            if (capabilities.isPresent() && value.certificates().contains(certificate)) {
                return new Candidate(certificate, capabilities, value.certificates(), origin);
            }
        }
        return Candidate.of(certificate, origin);
    }

    private List<SmimeCertificateValue> signed(Path file, List<String> problems) {
        try {
            if (Files.size(file) > LARGEST_SIGNED) {
                return List.of();
            }
            List<SmimeCertificateValue> values = new ArrayList<>();
            for (byte[] each : signedData(Files.readAllBytes(file))) {
                SmimeCertificateValue value = smime.read(each);
                value.problems().forEach(problem -> problems.add(file + ": " + problem));
                values.add(value);
            }
            return List.copyOf(values);
        } catch (IOException e) {
            return List.of(); // It was not read for certificates either, which said why.
        }
    }

    private static List<byte[]> signedData(byte[] octets) throws IOException {
        if (octets.length > 0 && octets[0] == SEQUENCE) {
            return isSignedData(octets) ? List.of(octets) : List.of();
        }
        List<byte[]> found = new ArrayList<>();
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject next = reader.readPemObject();
                    next != null;
                    next = reader.readPemObject()) {
                if (PKCS7.contains(next.getType()) && isSignedData(next.getContent())) {
                    found.add(next.getContent());
                }
            }
        } catch (RuntimeException e) {
            return List.copyOf(found); // Malformed PEM, of which the certificates' reader tells.
        }
        return List.copyOf(found);
    }

    private static boolean isSignedData(byte[] der) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(der);
            return sequence.size() > 0
                    && sequence.getObjectAt(0) instanceof ASN1ObjectIdentifier type
                    && type.equals(CMSObjectIdentifiers.signedData);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
