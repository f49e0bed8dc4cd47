package org.securemessaging.directory.lookup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Public keys that stand in certificates and can't be encrypted to. */
final class UnusableKeys {
    private UnusableKeys() {}

    static SubjectPublicKeyInfo offTheCurve() {
        byte[] point = new byte[65];
        point[0] = 4;
        point[64] = 1;
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(
                        X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                point);
    }

    static SubjectPublicKeyInfo curveOfBitcoin() {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(
                        X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256k1),
                new byte[65]);
    }

    static SubjectPublicKeyInfo evenModulus() {
        return rsa(BigInteger.ONE.shiftLeft(2047), BigInteger.valueOf(65537));
    }

    static SubjectPublicKeyInfo exponentOne() {
        return rsa(BigInteger.ONE.shiftLeft(2047).setBit(0), BigInteger.ONE);
    }

    static SubjectPublicKeyInfo hugeModulus() {
        return rsa(BigInteger.ONE.shiftLeft(40_000).setBit(0), BigInteger.valueOf(65537));
    }

    static SubjectPublicKeyInfo shortX25519() {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(EdECObjectIdentifiers.id_X25519), new byte[31]);
    }

    /** A point of small order, with which everybody shares the same secret (RFC 7748 §6.1). */
    static SubjectPublicKeyInfo zeroX25519() {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(EdECObjectIdentifiers.id_X25519), new byte[32]);
    }

    static SubjectPublicKeyInfo shortMlKem() {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_alg_ml_kem_768), new byte[100]);
    }

    private static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    new RSAPublicKey(modulus, exponent));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
