package org.securemessaging.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;

/**
 * What a certificate was before someone without the issuer's key changed its octets and left its
 * signature valid: the octets around the signed part can be written otherwise in BER, and of an
 * ECDSA signature (r, s) anyone makes (r, n - s). A deny must not be escaped so.
 */
final class Lookalikes {
    // The issuer's curve is not known here; these are all that are in use.
    private static final List<BigInteger> ORDERS =
            List.of(
                            "P-256",
                            "P-384",
                            "P-521",
                            "secp256k1",
                            "brainpoolP256r1",
                            "brainpoolP384r1",
                            "brainpoolP512r1")
                    .stream()
                    .map(curve -> ECNamedCurveTable.getParameterSpec(curve).getN())
                    .toList();

    private Lookalikes() {}

    /** Thumbprints besides the certificate's own. */
    static List<String> thumbprints(Certificate certificate) {
        List<String> thumbprints = new ArrayList<>();
        try {
            ASN1Primitive signed = ASN1Primitive.fromByteArray(certificate.signedOctets());
            thumbprints.add(thumbprint(certificate, signed, certificate.signature()));
            for (byte[] twin : twins(certificate.signature())) {
                thumbprints.add(thumbprint(certificate, signed, twin));
            }
        } catch (IOException | CertificateFormatException | IllegalArgumentException e) {
            return thumbprints; // What can't be read is no certificate anyone believes.
        }
        return thumbprints;
    }

    private static String thumbprint(Certificate certificate, ASN1Encodable signed, byte[] value)
            throws IOException {
        ASN1Encodable algorithm = certificate.holder().getSignatureAlgorithm();
        ASN1Encodable[] parts = {signed, algorithm, new DERBitString(value)};
        return Certificate.parse(new DERSequence(parts).getEncoded("DER")).sha256();
    }

    private static List<byte[]> twins(byte[] signature) throws IOException {
        List<byte[]> twins = new ArrayList<>();
        if (signature.length == 0 || signature[0] != 0x30) {
            return twins; // Not the sequence of two numbers that ECDSA has.
        }
        ASN1Sequence numbers = ASN1Sequence.getInstance(signature);
        if (numbers.size() != 2) {
            return twins;
        }
        BigInteger r = ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue();
        BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
        for (BigInteger order : ORDERS) {
            if (s.signum() > 0 && s.compareTo(order) < 0) {
                ASN1Encodable[] twin = {new ASN1Integer(r), new ASN1Integer(order.subtract(s))};
                twins.add(new DERSequence(twin).getEncoded());
            }
        }
        return twins;
    }
}
