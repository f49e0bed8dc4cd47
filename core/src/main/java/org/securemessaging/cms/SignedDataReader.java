package org.securemessaging.cms;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Reads one SignedData from a stream, whose content passes by without being kept. Octets behind the
 * structure are not read: mailers append line ends and padding. One use by one thread.
 */
final class SignedDataReader {
    /** Takes the content while it passes. */
    @FunctionalInterface
    interface ContentSink {
        /** Reads the content; what it leaves is read over. */
        void accept(InputStream content, Set<DigestAlgorithm> announced) throws IOException;
    }

    /** An identifier with RSASSA-PSS parameters takes 60 octets. */
    private static final int ALGORITHM_OCTETS = 1024;

    private static final int VERSION_OCTETS = 16;

    private final CmsLimits limits;
    private final BerReader reader;
    private final List<Finding> findings = new ArrayList<>();

    SignedDataReader(InputStream der, CmsLimits limits) {
        this.limits = limits;
        this.reader = new BerReader(new BufferedInputStream(der));
    }

    /**
     * Reads the structure.
     *
     * @throws CmsFormatException if it is none
     * @throws CmsLimitException if it is larger than the limits
     */
    SignedDataStructure read(ContentSink sink) throws IOException {
        reader.enter(BerReader.SEQUENCE);
        ASN1ObjectIdentifier type = reader.objectIdentifier();
        if (CmsType.of(type) != CmsType.SIGNED_DATA) {
            throw new CmsFormatException("content type " + type + " is not signed data");
        }
        reader.enter(BerReader.CONTEXT_0);
        reader.enter(BerReader.SEQUENCE);
        if (reader.next() != BerReader.INTEGER) {
            throw new CmsFormatException("no version");
        }
        reader.element(VERSION_OCTETS, "version");
        Set<DigestAlgorithm> announced = digestAlgorithms();
        reader.enter(BerReader.SEQUENCE);
        String contentType = reader.objectIdentifier().getId();
        boolean present = content(sink, announced);
        reader.leave();
        List<Certificate> certificates = certificates();
        List<byte[]> crls = crls();
        List<SignerInfo> signers = signers();
        reader.leave();
        reader.leave();
        reader.leave();
        return new SignedDataStructure(contentType, present, certificates, crls, signers, findings);
    }

    private Set<DigestAlgorithm> digestAlgorithms() throws IOException {
        Set<DigestAlgorithm> announced = new LinkedHashSet<>();
        reader.enter(BerReader.SET);
        for (int count = 0; reader.next() != BerReader.END; count++) {
            if (count == CmsLimits.DIGEST_ALGORITHMS) {
                throw new CmsLimitException("more than " + count + " digestAlgorithms");
            }
            byte[] element = reader.element(ALGORITHM_OCTETS, "digestAlgorithm");
            DigestAlgorithm.of(algorithm(BerReader.parse(element))).ifPresent(announced::add);
        }
        reader.leave();
        return announced;
    }

    private boolean content(ContentSink sink, Set<DigestAlgorithm> announced) throws IOException {
        if (reader.next() == BerReader.END) {
            return false;
        }
        reader.enter(BerReader.CONTEXT_0);
        InputStream content = reader.value();
        sink.accept(content, announced);
        content.transferTo(java.io.OutputStream.nullOutputStream());
        reader.leave();
        return true;
    }

    private List<Certificate> certificates() throws IOException {
        List<Certificate> certificates = new ArrayList<>();
        for (byte[] choice :
                choices(
                        BerReader.CONTEXT_0,
                        "certificates",
                        limits.certificates(),
                        limits.certificateOctets())) {
            try {
                // CertificateChoices: all but Certificate have a context-specific tag.
                if (choice[0] == BerReader.SEQUENCE) {
                    certificates.add(Certificate.parse(choice));
                }
            } catch (CertificateFormatException e) {
                // Of no matter unless it is the signer's, who then lacks a certificate.
                findings.add(
                        Finding.of(ReasonCode.MALFORMED_CERTIFICATE, e.getMessage()).tolerated());
            }
        }
        return certificates;
    }

    private List<byte[]> crls() throws IOException {
        // RevocationInfoChoice: all but CertificateList have a context-specific tag.
        return choices(BerReader.CONTEXT_1, "crls", limits.crls(), limits.crlOctets()).stream()
                .filter(choice -> choice[0] == BerReader.SEQUENCE)
                .toList();
    }

    private List<SignerInfo> signers() throws IOException {
        List<SignerInfo> signers = new ArrayList<>();
        if (reader.next() != BerReader.SET) {
            throw new CmsFormatException("signerInfos is missing");
        }
        for (byte[] element :
                choices(BerReader.SET, "signerInfos", limits.signers(), limits.signerOctets())) {
            signers.add(signerInfo(element));
        }
        return signers;
    }

    /** The elements of an optional set with a given identifier. */
    private List<byte[]> choices(int identifier, String what, int maximum, int octets)
            throws IOException {
        List<byte[]> elements = new ArrayList<>();
        if (reader.next() != identifier) {
            return elements;
        }
        reader.enter(identifier);
        int left = octets;
        while (reader.next() != BerReader.END) {
            if (elements.size() == maximum) {
                throw new CmsLimitException("more than " + maximum + " " + what);
            }
            byte[] element = reader.element(left, what);
            left -= element.length;
            elements.add(element);
        }
        reader.leave();
        return elements;
    }

    private static SignerInfo signerInfo(byte[] element) {
        try {
            return SignerInfo.getInstance(BerReader.parse(element));
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed SignerInfo: " + e.getMessage(), e);
        }
    }

    private static AlgorithmIdentifier algorithm(ASN1Encodable value) {
        try {
            return AlgorithmIdentifier.getInstance(value);
        } catch (RuntimeException e) {
            throw new CmsFormatException("malformed AlgorithmIdentifier: " + e.getMessage(), e);
        }
    }
}
