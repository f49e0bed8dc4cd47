package org.securemessaging.cms;

import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * RSASSA-PSS-params (RFC 4055 §3.1), with its defaults of SHA-1 and 20 octets of salt.
 *
 * @param digest the digest of the message
 * @param maskDigest the digest in MGF1
 * @param saltLength octets of salt
 */
record PssParameters(DigestAlgorithm digest, DigestAlgorithm maskDigest, int saltLength) {
    /** A salt can't be longer than the longest modulus. */
    private static final int MAXIMUM_SALT = PublicKeyReader.MAXIMUM_RSA_BITS / 8;

    /** RFC 4055 §3.1: trailerField MUST be 1. */
    private static final int TRAILER_BC = 1;

    static PssParameters of(ASN1Encodable parameters) throws SignatureRejection {
        if (parameters == null) {
            throw SignatureRejection.unsupported("RSASSA-PSS without parameters");
        }
        RSASSAPSSparams pss = parse(parameters);
        AlgorithmIdentifier mask = pss.getMaskGenAlgorithm();
        if (!mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)) {
            throw SignatureRejection.unsupported("mask generation " + mask.getAlgorithm());
        }
        if (!new ASN1Integer(pss.getTrailerField()).hasValue(TRAILER_BC)) {
            throw SignatureRejection.unsupported("RSASSA-PSS trailer " + pss.getTrailerField());
        }
        if (pss.getSaltLength().signum() < 0 || pss.getSaltLength().bitLength() > 31) {
            throw SignatureRejection.unsupported("RSASSA-PSS salt length");
        }
        int salt = pss.getSaltLength().intValue();
        if (salt > MAXIMUM_SALT) {
            throw SignatureRejection.unsupported("RSASSA-PSS salt of " + salt + " octets");
        }
        return new PssParameters(digest(pss.getHashAlgorithm()), maskDigest(mask), salt);
    }

    PSSParameterSpec spec() {
        return new PSSParameterSpec(
                digest.standardName(),
                "MGF1",
                new MGF1ParameterSpec(maskDigest.standardName()),
                saltLength,
                TRAILER_BC);
    }

    /** RFC 4055 §3.3: the key's hashes bind the signature's, and its salt length is a minimum. */
    boolean permittedBy(PssParameters key) {
        return digest == key.digest && maskDigest == key.maskDigest && saltLength >= key.saltLength;
    }

    private static RSASSAPSSparams parse(ASN1Encodable parameters) throws SignatureRejection {
        try {
            return RSASSAPSSparams.getInstance(parameters);
        } catch (IllegalArgumentException | ClassCastException | IllegalStateException e) {
            // What Bouncy Castle throws for a structure of another shape.
            throw SignatureRejection.unsupported("malformed RSASSA-PSS parameters");
        }
    }

    private static DigestAlgorithm maskDigest(AlgorithmIdentifier mask) throws SignatureRejection {
        try {
            return digest(AlgorithmIdentifier.getInstance(mask.getParameters()));
        } catch (IllegalArgumentException e) {
            throw SignatureRejection.unsupported("malformed MGF1 parameters");
        }
    }

    private static DigestAlgorithm digest(AlgorithmIdentifier identifier)
            throws SignatureRejection {
        if (identifier == null) {
            throw SignatureRejection.unsupported("MGF1 without a digest");
        }
        return DigestAlgorithm.of(identifier)
                .orElseThrow(
                        () ->
                                SignatureRejection.unsupported(
                                        "digest " + identifier.getAlgorithm()));
    }
}
