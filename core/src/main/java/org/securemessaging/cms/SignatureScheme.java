package org.securemessaging.cms;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * A signature algorithm with all that is needed to verify with it.
 *
 * @param oid its object identifier, which for the families with parameter sets is the key's too
 * @param family its kind
 * @param digest the digest over the octets; empty where the algorithm takes the octets themselves
 * @param pss the parameters of RSASSA-PSS with MGF1
 * @param parameterSet the set's name for the families that have sets
 */
record SignatureScheme(
        ASN1ObjectIdentifier oid,
        SignatureFamily family,
        Optional<DigestAlgorithm> digest,
        Optional<PssParameters> pss,
        String parameterSet) {
    /** An algorithm that names its digest itself, as in certificates and CRLs. */
    static SignatureScheme of(AlgorithmIdentifier identifier) throws SignatureRejection {
        return read(identifier, Optional.empty());
    }

    /**
     * The algorithm of a SignerInfo, which may leave the digest to digestAlgorithm. If both name
     * one, they must agree (RFC 5754 §3, RFC 4056 §3): otherwise the content could be digested with
     * a weaker function than the signature claims.
     */
    static SignatureScheme ofSigner(AlgorithmIdentifier identifier, DigestAlgorithm digest)
            throws SignatureRejection {
        SignatureScheme scheme = read(identifier, Optional.of(digest));
        if (scheme.digest.isPresent() && scheme.digest.get() != digest) {
            throw SignatureRejection.invalid(
                    "digestAlgorithm is "
                            + digest.standardName()
                            + " but the signature algorithm is "
                            + scheme.name());
        }
        return scheme;
    }

    String name() {
        if (!parameterSet.isEmpty()) {
            return parameterSet;
        }
        return family.title() + " with " + digest.map(DigestAlgorithm::standardName).orElse("?");
    }

    /** The name under which a JCA provider has it. */
    String jcaName() {
        return switch (family) {
            case RSA_PKCS1 -> prefix() + "withRSA";
            case RSA_PSS -> pss.isPresent() ? "RSASSA-PSS" : prefix() + "WITHRSAPSS";
            case ECDSA -> prefix() + "withECDSA";
            case DSA -> prefix() + "withDSA";
            case EDDSA, ML_DSA -> parameterSet;
            case SLH_DSA -> "SLH-DSA";
        };
    }

    private String prefix() {
        return digest.map(DigestAlgorithm::signaturePrefix).orElse("NONE");
    }

    private static SignatureScheme read(
            AlgorithmIdentifier identifier, Optional<DigestAlgorithm> outerDigest)
            throws SignatureRejection {
        ASN1ObjectIdentifier oid = identifier.getAlgorithm();
        SignatureAlgorithms.Entry entry =
                SignatureAlgorithms.find(oid)
                        .orElseThrow(
                                () -> SignatureRejection.unsupported("signature algorithm " + oid));
        if (entry.family() == SignatureFamily.RSA_PSS && entry.digest().isEmpty()) {
            PssParameters pss = PssParameters.of(identifier.getParameters());
            return new SignatureScheme(
                    oid, entry.family(), Optional.of(pss.digest()), Optional.of(pss), "");
        }
        if (!entry.parameterSet().isEmpty()) {
            requireNoParameters(identifier);
            return new SignatureScheme(
                    oid, entry.family(), Optional.empty(), Optional.empty(), entry.parameterSet());
        }
        Optional<DigestAlgorithm> digest = entry.digest().or(() -> outerDigest);
        if (digest.isEmpty()) {
            throw SignatureRejection.unsupported("signature algorithm " + oid + " names no digest");
        }
        return new SignatureScheme(oid, entry.family(), digest, Optional.empty(), "");
    }

    /** RFC 8410 §3, RFC 9881 §2, RFC 9814 §4: parameters MUST be absent; NULL is let pass. */
    private static void requireNoParameters(AlgorithmIdentifier identifier)
            throws SignatureRejection {
        ASN1Encodable parameters = identifier.getParameters();
        if (parameters != null && !(parameters instanceof ASN1Null)) {
            throw SignatureRejection.unsupported(
                    "parameters of signature algorithm " + identifier.getAlgorithm());
        }
    }
}
