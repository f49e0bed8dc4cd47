package org.securemessaging.cms;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.securemessaging.result.Finding;

/**
 * Makes a usable key of a SubjectPublicKeyInfo, within bounds: whoever sends a certificate chooses
 * its key, and may choose one that costs seconds or that pretends to be another's.
 */
final class PublicKeyReader {
    /** The JDK's own limit; a verification with it takes milliseconds. */
    static final int MAXIMUM_RSA_BITS = 16384;

    /** The JDK verifies nothing shorter. */
    private static final int MINIMUM_RSA_BITS = 512;

    /** FIPS 186-5 §5.1: e is below 2^256. */
    private static final int MAXIMUM_EXPONENT_BITS = 256;

    /** From here on the JDK takes exponents of 64 bits only, since the cost is their product. */
    private static final int LONG_RSA_BITS = 3072;

    private static final int MAXIMUM_EXPONENT_BITS_OF_LONG_KEY = 64;

    /** FIPS 186-4 §4.2 ends at 3072; twice that covers what was ever made. */
    private static final int MAXIMUM_DSA_BITS = 6144;

    /** FIPS 186-4 §4.2 ends at 256; twice that covers what was ever made. */
    private static final int MAXIMUM_DSA_ORDER_BITS = 512;

    /**
     * A key and what the policy says of it.
     *
     * @param key the key
     * @param findings its weaknesses
     */
    record Reading(PublicKey key, List<Finding> findings) {}

    private final Provider bouncyCastle;
    private final AlgorithmPolicy policy;

    PublicKeyReader(Provider bouncyCastle, AlgorithmPolicy policy) {
        this.bouncyCastle = bouncyCastle;
        this.policy = policy;
    }

    /** The key, for one scheme; a key of another kind can't have made the signature. */
    Reading read(SubjectPublicKeyInfo info, SignatureScheme scheme) throws SignatureRejection {
        try {
            return switch (scheme.family()) {
                case RSA_PKCS1, RSA_PSS -> rsa(info, scheme);
                case ECDSA -> elliptic(info);
                case DSA -> dsa(info);
                case EDDSA -> edwards(info, scheme);
                case ML_DSA, SLH_DSA -> sameOid(info, scheme);
            };
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Bouncy Castle answers a malformed key with many kinds of unchecked exception.
            throw SignatureRejection.malformedKey("malformed public key: " + e.getMessage());
        }
    }

    private Reading rsa(SubjectPublicKeyInfo info, SignatureScheme scheme)
            throws SignatureRejection, IOException, GeneralSecurityException {
        ASN1ObjectIdentifier oid = info.getAlgorithm().getAlgorithm();
        if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            requirePssPermitted(info, scheme);
        } else if (!oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw otherKey(oid);
        }
        // Not as Bouncy Castle's RSAPublicKey, which takes negative numbers for positive ones.
        ASN1Sequence rsa = ASN1Sequence.getInstance(info.parsePublicKey());
        BigInteger modulus = ASN1Integer.getInstance(rsa.getObjectAt(0)).getValue();
        BigInteger exponent = ASN1Integer.getInstance(rsa.getObjectAt(1)).getValue();
        requireRsaBounds(modulus, exponent);
        PublicKey key =
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(modulus, exponent));
        return new Reading(key, policy.judgeRsa(modulus.bitLength()).stream().toList());
    }

    /** RFC 4055 §1.2, §3.3: such a key signs with PSS only, and only as its parameters say. */
    private static void requirePssPermitted(SubjectPublicKeyInfo info, SignatureScheme scheme)
            throws SignatureRejection {
        if (scheme.family() != SignatureFamily.RSA_PSS) {
            throw SignatureRejection.invalid("the key is for RSASSA-PSS only");
        }
        ASN1Encodable restriction = info.getAlgorithm().getParameters();
        if (restriction == null) {
            return;
        }
        PssParameters permitted = PssParameters.of(restriction);
        if (scheme.pss().isEmpty() || !scheme.pss().get().permittedBy(permitted)) {
            throw SignatureRejection.invalid("the key does not permit these RSASSA-PSS parameters");
        }
    }

    /** Refuses numbers that are no key, or with which a key hides nothing. */
    static void requireRsaBounds(BigInteger modulus, BigInteger exponent)
            throws SignatureRejection {
        int bits = modulus.bitLength();
        if (modulus.signum() <= 0 || bits < MINIMUM_RSA_BITS || bits > MAXIMUM_RSA_BITS) {
            throw SignatureRejection.malformedKey("RSA modulus of " + bits + " bits");
        }
        int most = bits > LONG_RSA_BITS ? MAXIMUM_EXPONENT_BITS_OF_LONG_KEY : MAXIMUM_EXPONENT_BITS;
        // With e = 1 the padded digest is its own signature; an even e has no inverse.
        if (exponent.compareTo(BigInteger.TWO) <= 0
                || !exponent.testBit(0)
                || exponent.bitLength() > most) {
            throw SignatureRejection.malformedKey("RSA exponent out of range");
        }
    }

    private Reading elliptic(SubjectPublicKeyInfo info)
            throws SignatureRejection, IOException, GeneralSecurityException {
        requireOid(info, X9ObjectIdentifiers.id_ecPublicKey);
        // RFC 5480 §2.1.1: namedCurve only. Explicit parameters let a stranger choose a generator
        // under which a well-known public key is his own (CVE-2020-0601).
        if (!(info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve)) {
            throw SignatureRejection.malformedKey("EC key without a named curve");
        }
        Optional<String> name = NamedCurves.name(curve);
        if (name.isEmpty()) {
            throw SignatureRejection.unsupported("curve " + curve);
        }
        return new Reading(
                fromBouncyCastle("EC", info), policy.judgeCurve(name.get()).stream().toList());
    }

    private Reading dsa(SubjectPublicKeyInfo info)
            throws SignatureRejection, IOException, GeneralSecurityException {
        requireOid(info, X9ObjectIdentifiers.id_dsa);
        DSAParameter parameters = DSAParameter.getInstance(info.getAlgorithm().getParameters());
        if (parameters == null) {
            throw SignatureRejection.unsupported("DSA key with inherited parameters");
        }
        if (parameters.getP().bitLength() > MAXIMUM_DSA_BITS
                || parameters.getQ().bitLength() > MAXIMUM_DSA_ORDER_BITS) {
            throw SignatureRejection.malformedKey("DSA parameters out of range");
        }
        return new Reading(
                fromBouncyCastle("DSA", info),
                List.of(policy.weakAlgorithm("DSA was withdrawn by FIPS 186-5")));
    }

    private Reading edwards(SubjectPublicKeyInfo info, SignatureScheme scheme)
            throws SignatureRejection, IOException, GeneralSecurityException {
        requireOid(info, scheme.oid());
        List<Finding> findings =
                new ArrayList<>(policy.judgeCurve(scheme.parameterSet()).stream().toList());
        return new Reading(fromBouncyCastle(scheme.parameterSet(), info), findings);
    }

    private Reading sameOid(SubjectPublicKeyInfo info, SignatureScheme scheme)
            throws SignatureRejection, IOException, GeneralSecurityException {
        requireOid(info, scheme.oid());
        return new Reading(fromBouncyCastle(scheme.family().title(), info), List.of());
    }

    private PublicKey fromBouncyCastle(String algorithm, SubjectPublicKeyInfo info)
            throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(algorithm, bouncyCastle)
                .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    }

    private static void requireOid(SubjectPublicKeyInfo info, ASN1ObjectIdentifier oid)
            throws SignatureRejection {
        if (!info.getAlgorithm().getAlgorithm().equals(oid)) {
            throw otherKey(info.getAlgorithm().getAlgorithm());
        }
    }

    private static SignatureRejection otherKey(ASN1ObjectIdentifier oid) {
        return SignatureRejection.invalid("the key is of another kind: " + oid);
    }
}
