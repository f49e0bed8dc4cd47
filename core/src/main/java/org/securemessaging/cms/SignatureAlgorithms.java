package org.securemessaging.cms;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The signature algorithms known here, by object identifier. */
final class SignatureAlgorithms {
    /**
     * What an object identifier says.
     *
     * @param family the kind
     * @param digest the digest it names; empty if it leaves it to parameters, to the SignerInfo, or
     *     to the algorithm itself
     * @param parameterSet the set's name for the families that have sets, else empty text
     */
    record Entry(SignatureFamily family, Optional<DigestAlgorithm> digest, String parameterSet) {}

    private static final Map<ASN1ObjectIdentifier, Entry> WITH_DIGEST =
            Map.ofEntries(
                    rsa(PKCSObjectIdentifiers.md5WithRSAEncryption, DigestAlgorithm.MD5),
                    rsa(PKCSObjectIdentifiers.sha1WithRSAEncryption, DigestAlgorithm.SHA_1),
                    rsa(new ASN1ObjectIdentifier("1.3.14.3.2.29"), DigestAlgorithm.SHA_1),
                    rsa(PKCSObjectIdentifiers.sha224WithRSAEncryption, DigestAlgorithm.SHA_224),
                    rsa(PKCSObjectIdentifiers.sha256WithRSAEncryption, DigestAlgorithm.SHA_256),
                    rsa(PKCSObjectIdentifiers.sha384WithRSAEncryption, DigestAlgorithm.SHA_384),
                    rsa(PKCSObjectIdentifiers.sha512WithRSAEncryption, DigestAlgorithm.SHA_512),
                    rsa(
                            PKCSObjectIdentifiers.sha512_224WithRSAEncryption,
                            DigestAlgorithm.SHA_512_224),
                    rsa(
                            PKCSObjectIdentifiers.sha512_256WithRSAEncryption,
                            DigestAlgorithm.SHA_512_256),
                    rsa(
                            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_224,
                            DigestAlgorithm.SHA3_224),
                    rsa(
                            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_256,
                            DigestAlgorithm.SHA3_256),
                    rsa(
                            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_384,
                            DigestAlgorithm.SHA3_384),
                    rsa(
                            NISTObjectIdentifiers.id_rsassa_pkcs1_v1_5_with_sha3_512,
                            DigestAlgorithm.SHA3_512),
                    rsa(
                            TeleTrusTObjectIdentifiers.rsaSignatureWithripemd160,
                            DigestAlgorithm.RIPEMD_160),
                    pss(X509ObjectIdentifiers.id_rsassa_pss_shake128, DigestAlgorithm.SHAKE128),
                    pss(X509ObjectIdentifiers.id_rsassa_pss_shake256, DigestAlgorithm.SHAKE256),
                    ecdsa(X9ObjectIdentifiers.ecdsa_with_SHA1, DigestAlgorithm.SHA_1),
                    ecdsa(X9ObjectIdentifiers.ecdsa_with_SHA224, DigestAlgorithm.SHA_224),
                    ecdsa(X9ObjectIdentifiers.ecdsa_with_SHA256, DigestAlgorithm.SHA_256),
                    ecdsa(X9ObjectIdentifiers.ecdsa_with_SHA384, DigestAlgorithm.SHA_384),
                    ecdsa(X9ObjectIdentifiers.ecdsa_with_SHA512, DigestAlgorithm.SHA_512),
                    ecdsa(NISTObjectIdentifiers.id_ecdsa_with_sha3_224, DigestAlgorithm.SHA3_224),
                    ecdsa(NISTObjectIdentifiers.id_ecdsa_with_sha3_256, DigestAlgorithm.SHA3_256),
                    ecdsa(NISTObjectIdentifiers.id_ecdsa_with_sha3_384, DigestAlgorithm.SHA3_384),
                    ecdsa(NISTObjectIdentifiers.id_ecdsa_with_sha3_512, DigestAlgorithm.SHA3_512),
                    ecdsa(X509ObjectIdentifiers.id_ecdsa_with_shake128, DigestAlgorithm.SHAKE128),
                    ecdsa(X509ObjectIdentifiers.id_ecdsa_with_shake256, DigestAlgorithm.SHAKE256),
                    dsa(X9ObjectIdentifiers.id_dsa_with_sha1, DigestAlgorithm.SHA_1),
                    dsa(OIWObjectIdentifiers.dsaWithSHA1, DigestAlgorithm.SHA_1),
                    dsa(NISTObjectIdentifiers.dsa_with_sha224, DigestAlgorithm.SHA_224),
                    dsa(NISTObjectIdentifiers.dsa_with_sha256, DigestAlgorithm.SHA_256),
                    dsa(NISTObjectIdentifiers.dsa_with_sha384, DigestAlgorithm.SHA_384),
                    dsa(NISTObjectIdentifiers.dsa_with_sha512, DigestAlgorithm.SHA_512));

    /** RFC 5754 §3: the key's own identifier stands where the digest is the SignerInfo's. */
    private static final Map<ASN1ObjectIdentifier, Entry> WITHOUT_DIGEST =
            Map.of(
                    PKCSObjectIdentifiers.rsaEncryption,
                    new Entry(SignatureFamily.RSA_PKCS1, Optional.empty(), ""),
                    PKCSObjectIdentifiers.id_RSASSA_PSS,
                    new Entry(SignatureFamily.RSA_PSS, Optional.empty(), ""),
                    X9ObjectIdentifiers.id_ecPublicKey,
                    new Entry(SignatureFamily.ECDSA, Optional.empty(), ""),
                    X9ObjectIdentifiers.id_dsa,
                    new Entry(SignatureFamily.DSA, Optional.empty(), ""));

    private static final Map<ASN1ObjectIdentifier, Entry> SETS = sets();

    private SignatureAlgorithms() {}

    static Optional<Entry> find(ASN1ObjectIdentifier oid) {
        return Optional.ofNullable(WITH_DIGEST.get(oid))
                .or(() -> Optional.ofNullable(WITHOUT_DIGEST.get(oid)))
                .or(() -> Optional.ofNullable(SETS.get(oid)));
    }

    private static Map<ASN1ObjectIdentifier, Entry> sets() {
        Map<ASN1ObjectIdentifier, Entry> sets = new HashMap<>();
        sets.put(EdECObjectIdentifiers.id_Ed25519, set(SignatureFamily.EDDSA, "Ed25519"));
        sets.put(EdECObjectIdentifiers.id_Ed448, set(SignatureFamily.EDDSA, "Ed448"));
        sets.put(NISTObjectIdentifiers.id_ml_dsa_44, set(SignatureFamily.ML_DSA, "ML-DSA-44"));
        sets.put(NISTObjectIdentifiers.id_ml_dsa_65, set(SignatureFamily.ML_DSA, "ML-DSA-65"));
        sets.put(NISTObjectIdentifiers.id_ml_dsa_87, set(SignatureFamily.ML_DSA, "ML-DSA-87"));
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_sha2_128s, "SHA2-128s");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_sha2_128f, "SHA2-128f");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_sha2_192s, "SHA2-192s");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_sha2_192f, "SHA2-192f");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_sha2_256s, "SHA2-256s");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_sha2_256f, "SHA2-256f");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_shake_128s, "SHAKE-128s");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_shake_128f, "SHAKE-128f");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_shake_192s, "SHAKE-192s");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_shake_192f, "SHAKE-192f");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_shake_256s, "SHAKE-256s");
        slhDsa(sets, NISTObjectIdentifiers.id_slh_dsa_shake_256f, "SHAKE-256f");
        return Map.copyOf(sets);
    }

    private static void slhDsa(
            Map<ASN1ObjectIdentifier, Entry> sets, ASN1ObjectIdentifier oid, String set) {
        sets.put(oid, set(SignatureFamily.SLH_DSA, "SLH-DSA-" + set));
    }

    private static Entry set(SignatureFamily family, String name) {
        return new Entry(family, Optional.empty(), name);
    }

    private static Map.Entry<ASN1ObjectIdentifier, Entry> rsa(
            ASN1ObjectIdentifier oid, DigestAlgorithm digest) {
        return entry(oid, new Entry(SignatureFamily.RSA_PKCS1, Optional.of(digest), ""));
    }

    private static Map.Entry<ASN1ObjectIdentifier, Entry> pss(
            ASN1ObjectIdentifier oid, DigestAlgorithm digest) {
        return entry(oid, new Entry(SignatureFamily.RSA_PSS, Optional.of(digest), ""));
    }

    private static Map.Entry<ASN1ObjectIdentifier, Entry> ecdsa(
            ASN1ObjectIdentifier oid, DigestAlgorithm digest) {
        return entry(oid, new Entry(SignatureFamily.ECDSA, Optional.of(digest), ""));
    }

    private static Map.Entry<ASN1ObjectIdentifier, Entry> dsa(
            ASN1ObjectIdentifier oid, DigestAlgorithm digest) {
        return entry(oid, new Entry(SignatureFamily.DSA, Optional.of(digest), ""));
    }
}
