package org.securemessaging.cms.sign;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.securemessaging.cms.DigestAlgorithm;

/**
 * What a key signs with.
 *
 * @param digest the digest of the content
 * @param signature what the SignerInfo says of the signature
 * @param jcaName the name under which providers have it
 * @param parameters what they must be told besides
 * @param platform whether the platform's providers are the ones to ask, in their order of
 *     preference; else Bouncy Castle, which has the rest and is faster for elliptic curves
 */
record SigningAlgorithm(
        DigestAlgorithm digest,
        AlgorithmIdentifier signature,
        String jcaName,
        Optional<AlgorithmParameterSpec> parameters,
        boolean platform) {
    private static final Map<DigestAlgorithm, ASN1ObjectIdentifier> ECDSA =
            Map.of(
                    DigestAlgorithm.SHA_224, X9ObjectIdentifiers.ecdsa_with_SHA224,
                    DigestAlgorithm.SHA_256, X9ObjectIdentifiers.ecdsa_with_SHA256,
                    DigestAlgorithm.SHA_384, X9ObjectIdentifiers.ecdsa_with_SHA384,
                    DigestAlgorithm.SHA_512, X9ObjectIdentifiers.ecdsa_with_SHA512,
                    DigestAlgorithm.SHA3_256, NISTObjectIdentifiers.id_ecdsa_with_sha3_256,
                    DigestAlgorithm.SHA3_384, NISTObjectIdentifiers.id_ecdsa_with_sha3_384,
                    DigestAlgorithm.SHA3_512, NISTObjectIdentifiers.id_ecdsa_with_sha3_512);

    /** The OID of a PKCS #1 v1.5 signature names its digest only where the digest is of SHA-3. */
    private static final Map<DigestAlgorithm, ASN1ObjectIdentifier> RSA =
            Map.of(
                    DigestAlgorithm.SHA_224, PKCSObjectIdentifiers.rsaEncryption,
                    DigestAlgorithm.SHA_256, PKCSObjectIdentifiers.rsaEncryption,
                    DigestAlgorithm.SHA_384, PKCSObjectIdentifiers.rsaEncryption,
                    DigestAlgorithm.SHA_512, PKCSObjectIdentifiers.rsaEncryption,
                    DigestAlgorithm.SHA3_256,
                            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_256,
                    DigestAlgorithm.SHA3_384,
                            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_384,
                    DigestAlgorithm.SHA3_512,
                            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_512);

    /** Octets of the digests that RSASSA-PSS is used with; the salt is as long (RFC 4055 §3.1). */
    private static final Map<DigestAlgorithm, Integer> PSS_SALT =
            Map.of(
                    DigestAlgorithm.SHA_224, 28,
                    DigestAlgorithm.SHA_256, 32,
                    DigestAlgorithm.SHA_384, 48,
                    DigestAlgorithm.SHA_512, 64,
                    DigestAlgorithm.SHA3_256, 32,
                    DigestAlgorithm.SHA3_384, 48,
                    DigestAlgorithm.SHA3_512, 64);

    /**
     * The algorithm for a key.
     *
     * @throws SigningException if the key, or the digest with it, can't be used here
     */
    static SigningAlgorithm of(SubjectPublicKeyInfo key, SigningSettings settings) {
        ASN1ObjectIdentifier oid = key.getAlgorithm().getAlgorithm();
        DigestAlgorithm digest = settings.digest();
        if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return settings.pss() ? pss(digest, salt(digest)) : rsa(digest);
        }
        if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return pssKey(key.getAlgorithm(), digest);
        }
        if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return ecdsa(ofCurve(key.getAlgorithm(), digest));
        }
        return FixedDigest.of(oid)
                .map(fixed -> fixed.algorithm(oid))
                .orElseThrow(() -> new SigningException("nothing here signs with keys of " + oid));
    }

    private static SigningAlgorithm ecdsa(DigestAlgorithm digest) {
        AlgorithmIdentifier identifier = new AlgorithmIdentifier(known(ECDSA, digest, "ECDSA"));
        String name = prefix(digest) + "withECDSA";
        return new SigningAlgorithm(digest, identifier, name, Optional.empty(), false);
    }

    /**
     * SHA-2 as long as the curve (FIPS 186-5 §6.1.1), for a shorter digest wastes the curve, and
     * GnuPG takes no signature with it.
     */
    private static DigestAlgorithm ofCurve(AlgorithmIdentifier key, DigestAlgorithm wanted) {
        if (!(key.getParameters() instanceof ASN1ObjectIdentifier curve)) {
            return wanted;
        }
        X9ECParameters parameters = ECNamedCurveTable.getByOID(curve);
        int bits = parameters == null ? 0 : parameters.getN().bitLength();
        boolean shorter = wanted == DigestAlgorithm.SHA_256 || wanted == DigestAlgorithm.SHA_224;
        if (bits > 384 && (shorter || wanted == DigestAlgorithm.SHA_384)) {
            return DigestAlgorithm.SHA_512;
        }
        return bits > 256 && shorter ? DigestAlgorithm.SHA_384 : wanted;
    }

    /** The digest's own identifier, without parameters (RFC 5754 §2). */
    AlgorithmIdentifier digestIdentifier() {
        return new AlgorithmIdentifier(digest.oid());
    }

    /**
     * RFC 5754 §3.2 has both rsaEncryption and the OIDs with digest; all readers know the first.
     */
    private static SigningAlgorithm rsa(DigestAlgorithm digest) {
        ASN1ObjectIdentifier oid = known(RSA, digest, "RSA");
        return new SigningAlgorithm(
                digest,
                new AlgorithmIdentifier(oid, DERNull.INSTANCE),
                prefix(digest) + "withRSA",
                Optional.empty(),
                true);
    }

    /** RFC 4055 §3.3: what the key says of digest and salt binds the signature. */
    private static SigningAlgorithm pssKey(AlgorithmIdentifier key, DigestAlgorithm wanted) {
        if (key.getParameters() == null) {
            return pss(wanted, salt(wanted));
        }
        RSASSAPSSparams bound = RSASSAPSSparams.getInstance(key.getParameters());
        DigestAlgorithm digest =
                DigestAlgorithm.of(bound.getHashAlgorithm())
                        .filter(PSS_SALT::containsKey)
                        .orElseThrow(
                                () ->
                                        new SigningException(
                                                "nothing here signs with RSASSA-PSS and "
                                                        + bound.getHashAlgorithm().getAlgorithm()));
        return pss(digest, Math.max(salt(digest), bound.getSaltLength().intValueExact()));
    }

    private static SigningAlgorithm pss(DigestAlgorithm digest, int salt) {
        AlgorithmIdentifier hash = new AlgorithmIdentifier(digest.oid(), DERNull.INSTANCE);
        RSASSAPSSparams parameters =
                new RSASSAPSSparams(
                        hash,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash),
                        new ASN1Integer(salt),
                        RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
        AlgorithmParameterSpec spec =
                new PSSParameterSpec(
                        digest.standardName(),
                        "MGF1",
                        new MGF1ParameterSpec(digest.standardName()),
                        salt,
                        PSSParameterSpec.TRAILER_FIELD_BC);
        return new SigningAlgorithm(
                digest,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, parameters),
                "RSASSA-PSS",
                Optional.of(spec),
                true);
    }

    private static int salt(DigestAlgorithm digest) {
        return known(PSS_SALT, digest, "RSASSA-PSS");
    }

    private static <T> T known(Map<DigestAlgorithm, T> map, DigestAlgorithm digest, String with) {
        return Optional.ofNullable(map.get(digest))
                .orElseThrow(
                        () ->
                                new SigningException(
                                        digest.standardName() + " is not signed with " + with));
    }

    private static String prefix(DigestAlgorithm digest) {
        return digest.standardName().replaceFirst("^SHA-", "SHA");
    }

    /** Algorithms that come with a digest. */
    private record FixedDigest(String jcaName, DigestAlgorithm digest) {
        private static final Map<ASN1ObjectIdentifier, FixedDigest> ALL =
                Map.ofEntries(
                        // RFC 8419 §3.1.
                        entry(EdECObjectIdentifiers.id_Ed25519, "Ed25519", DigestAlgorithm.SHA_512),
                        entry(EdECObjectIdentifiers.id_Ed448, "Ed448", DigestAlgorithm.SHAKE256),
                        // RFC 9882 §3.3: SHA-512 suits every set.
                        entry(
                                NISTObjectIdentifiers.id_ml_dsa_44,
                                "ML-DSA-44",
                                DigestAlgorithm.SHA_512),
                        entry(
                                NISTObjectIdentifiers.id_ml_dsa_65,
                                "ML-DSA-65",
                                DigestAlgorithm.SHA_512),
                        entry(
                                NISTObjectIdentifiers.id_ml_dsa_87,
                                "ML-DSA-87",
                                DigestAlgorithm.SHA_512),
                        // RFC 9814 §4: the digest of the set's own hash function.
                        slh(NISTObjectIdentifiers.id_slh_dsa_sha2_128s, DigestAlgorithm.SHA_256),
                        slh(NISTObjectIdentifiers.id_slh_dsa_sha2_128f, DigestAlgorithm.SHA_256),
                        slh(NISTObjectIdentifiers.id_slh_dsa_sha2_192s, DigestAlgorithm.SHA_512),
                        slh(NISTObjectIdentifiers.id_slh_dsa_sha2_192f, DigestAlgorithm.SHA_512),
                        slh(NISTObjectIdentifiers.id_slh_dsa_sha2_256s, DigestAlgorithm.SHA_512),
                        slh(NISTObjectIdentifiers.id_slh_dsa_sha2_256f, DigestAlgorithm.SHA_512),
                        slh(NISTObjectIdentifiers.id_slh_dsa_shake_128s, DigestAlgorithm.SHAKE128),
                        slh(NISTObjectIdentifiers.id_slh_dsa_shake_128f, DigestAlgorithm.SHAKE128),
                        slh(NISTObjectIdentifiers.id_slh_dsa_shake_192s, DigestAlgorithm.SHAKE256),
                        slh(NISTObjectIdentifiers.id_slh_dsa_shake_192f, DigestAlgorithm.SHAKE256),
                        slh(NISTObjectIdentifiers.id_slh_dsa_shake_256s, DigestAlgorithm.SHAKE256),
                        slh(NISTObjectIdentifiers.id_slh_dsa_shake_256f, DigestAlgorithm.SHAKE256));

        static Optional<FixedDigest> of(ASN1ObjectIdentifier oid) {
            return Optional.ofNullable(ALL.get(oid));
        }

        SigningAlgorithm algorithm(ASN1ObjectIdentifier oid) {
            return new SigningAlgorithm(
                    digest, new AlgorithmIdentifier(oid), jcaName, Optional.empty(), false);
        }

        private static Map.Entry<ASN1ObjectIdentifier, FixedDigest> slh(
                ASN1ObjectIdentifier oid, DigestAlgorithm digest) {
            return entry(oid, "SLH-DSA", digest);
        }

        private static Map.Entry<ASN1ObjectIdentifier, FixedDigest> entry(
                ASN1ObjectIdentifier oid, String jcaName, DigestAlgorithm digest) {
            return Map.entry(oid, new FixedDigest(jcaName, digest));
        }
    }
}
