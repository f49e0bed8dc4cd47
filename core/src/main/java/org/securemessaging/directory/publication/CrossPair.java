package org.securemessaging.directory.publication;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.CertificatePair;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;

/**
 * What two CAs certify of each other: a value of {@code crossCertificatePair} (X.509 §11.2.3, RFC
 * 4523 §2.3). Immutable and thread safe.
 *
 * @param forward what another CA says of the CA whose entry it stands in (issuedToThisCA)
 * @param reverse what that CA says of the other (issuedByThisCA)
 */
public record CrossPair(Optional<Certificate> forward, Optional<Certificate> reverse) {
    /** Checks that there is a certificate. */
    public CrossPair {
        if (forward.isEmpty() && reverse.isEmpty()) {
            throw new IllegalArgumentException("a pair without a certificate");
        }
    }

    /**
     * Reads a pair.
     *
     * @param der its DER
     * @return the pair
     * @throws CertificateFormatException if it is none
     */
    public static CrossPair parse(byte[] der) {
        try {
            CertificatePair pair = CertificatePair.getInstance(ASN1Sequence.getInstance(der));
            return new CrossPair(read(pair.getForward()), read(pair.getReverse()));
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CertificateFormatException("malformed pair: " + e.getMessage(), e);
        }
    }

    /**
     * The DER.
     *
     * @return the octets
     */
    public byte[] encoded() {
        try {
            return new CertificatePair(write(forward), write(reverse)).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new CertificateFormatException("a certificate has no DER form", e);
        }
    }

    /** Both, as far as they are there. */
    List<Certificate> certificates() {
        List<Certificate> both = new ArrayList<>();
        forward.ifPresent(both::add);
        reverse.ifPresent(both::add);
        return both;
    }

    private static Optional<Certificate> read(org.bouncycastle.asn1.x509.Certificate certificate)
            throws IOException {
        return certificate == null
                ? Optional.empty()
                : Optional.of(Certificate.parse(certificate.getEncoded()));
    }

    private static org.bouncycastle.asn1.x509.Certificate write(Optional<Certificate> certificate) {
        return certificate.map(each -> each.holder().toASN1Structure()).orElse(null);
    }
}
