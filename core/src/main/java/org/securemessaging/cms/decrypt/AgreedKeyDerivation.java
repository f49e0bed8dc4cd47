package org.securemessaging.cms.decrypt;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.DerivationFunction;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.agreement.kdf.ConcatenationKDFGenerator;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.generators.KDF2BytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KDFParameters;

/**
 * How a key-encryption key is made of a shared secret: X9.63's function (RFC 5753 §7.1.4), which is
 * X9.44's KDF2 too, its KDF3 (RFC 9690), or HKDF (RFC 8418 §2.2, RFC 9629 §5).
 *
 * @param digest the function's digest
 * @param function the function
 * @param cofactor whether the secret is multiplied by the curve's cofactor
 */
record AgreedKeyDerivation(Supplier<Digest> digest, Function function, boolean cofactor) {
    /** The ways to make a key. */
    enum Function {
        /** The counter behind the secret. */
        KDF2,
        /** The counter before the secret. */
        KDF3,
        /** RFC 5869. */
        HKDF
    }

    private static final Map<ASN1ObjectIdentifier, Supplier<Digest>> DIGESTS =
            Map.of(
                    OIWObjectIdentifiers.idSHA1, SHA1Digest::new,
                    NISTObjectIdentifiers.id_sha224, SHA224Digest::new,
                    NISTObjectIdentifiers.id_sha256, SHA256Digest::new,
                    NISTObjectIdentifiers.id_sha384, SHA384Digest::new,
                    NISTObjectIdentifiers.id_sha512, SHA512Digest::new);

    private static final Map<ASN1ObjectIdentifier, AgreedKeyDerivation> KNOWN = known();

    static AgreedKeyDerivation of(ASN1ObjectIdentifier algorithm) throws UnwrapException {
        AgreedKeyDerivation derivation = KNOWN.get(algorithm);
        if (derivation == null) {
            throw new UnwrapException("key derivation " + algorithm);
        }
        return derivation;
    }

    /** That of a KEMRecipientInfo, which may name its digest beside it (RFC 9690 §2.4). */
    static AgreedKeyDerivation of(AlgorithmIdentifier algorithm) throws UnwrapException {
        boolean second = algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_kdf_kdf2);
        if (!second && !algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_kdf_kdf3)) {
            return of(algorithm.getAlgorithm());
        }
        Supplier<Digest> digest = DIGESTS.get(digest(algorithm));
        if (digest == null) {
            throw new UnwrapException("key derivation with an unknown digest");
        }
        return new AgreedKeyDerivation(digest, second ? Function.KDF2 : Function.KDF3, false);
    }

    /** KDF3 with SHA-256, where nothing else is said (RFC 9690 §2.3). */
    static AgreedKeyDerivation ofRsaKem() {
        return new AgreedKeyDerivation(SHA256Digest::new, Function.KDF3, false);
    }

    private static ASN1ObjectIdentifier digest(AlgorithmIdentifier derivation)
            throws UnwrapException {
        try {
            return AlgorithmIdentifier.getInstance(derivation.getParameters()).getAlgorithm();
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new UnwrapException("malformed parameters of key derivation", e);
        }
    }

    /** The key; the salt is null where there is none, and is for HKDF alone. */
    byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        byte[] key = new byte[length];
        DerivationFunction derivation =
                switch (function) {
                    case KDF2 -> new KDF2BytesGenerator(digest.get());
                    case KDF3 -> new ConcatenationKDFGenerator(digest.get());
                    case HKDF -> new HKDFBytesGenerator(digest.get());
                };
        derivation.init(
                function == Function.HKDF
                        ? new HKDFParameters(secret, salt, info)
                        : new KDFParameters(secret, info));
        derivation.generateBytes(key, 0, length);
        return key;
    }

    private static Map<ASN1ObjectIdentifier, AgreedKeyDerivation> known() {
        Map<ASN1ObjectIdentifier, AgreedKeyDerivation> known = new HashMap<>();
        x963(known, X9ObjectIdentifiers.dhSinglePass_stdDH_sha1kdf_scheme, SHA1Digest::new, false);
        x963(
                known,
                X9ObjectIdentifiers.dhSinglePass_cofactorDH_sha1kdf_scheme,
                SHA1Digest::new,
                true);
        x963(
                known,
                SECObjectIdentifiers.dhSinglePass_stdDH_sha224kdf_scheme,
                SHA224Digest::new,
                false);
        x963(
                known,
                SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme,
                SHA256Digest::new,
                false);
        x963(
                known,
                SECObjectIdentifiers.dhSinglePass_stdDH_sha384kdf_scheme,
                SHA384Digest::new,
                false);
        x963(
                known,
                SECObjectIdentifiers.dhSinglePass_stdDH_sha512kdf_scheme,
                SHA512Digest::new,
                false);
        x963(
                known,
                SECObjectIdentifiers.dhSinglePass_cofactorDH_sha224kdf_scheme,
                SHA224Digest::new,
                true);
        x963(
                known,
                SECObjectIdentifiers.dhSinglePass_cofactorDH_sha256kdf_scheme,
                SHA256Digest::new,
                true);
        x963(
                known,
                SECObjectIdentifiers.dhSinglePass_cofactorDH_sha384kdf_scheme,
                SHA384Digest::new,
                true);
        x963(
                known,
                SECObjectIdentifiers.dhSinglePass_cofactorDH_sha512kdf_scheme,
                SHA512Digest::new,
                true);
        hkdf(known, PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha256_scheme, SHA256Digest::new);
        hkdf(known, PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha384_scheme, SHA384Digest::new);
        hkdf(known, PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha512_scheme, SHA512Digest::new);
        hkdf(known, PKCSObjectIdentifiers.id_alg_hkdf_with_sha256, SHA256Digest::new);
        hkdf(known, PKCSObjectIdentifiers.id_alg_hkdf_with_sha384, SHA384Digest::new);
        hkdf(known, PKCSObjectIdentifiers.id_alg_hkdf_with_sha512, SHA512Digest::new);
        return Map.copyOf(known);
    }

    private static void x963(
            Map<ASN1ObjectIdentifier, AgreedKeyDerivation> known,
            ASN1ObjectIdentifier oid,
            Supplier<Digest> digest,
            boolean cofactor) {
        known.put(oid, new AgreedKeyDerivation(digest, Function.KDF2, cofactor));
    }

    private static void hkdf(
            Map<ASN1ObjectIdentifier, AgreedKeyDerivation> known,
            ASN1ObjectIdentifier oid,
            Supplier<Digest> digest) {
        known.put(oid, new AgreedKeyDerivation(digest, Function.HKDF, false));
    }
}
