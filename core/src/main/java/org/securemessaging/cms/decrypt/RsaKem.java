package org.securemessaging.cms.decrypt;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.cms.RsaKemParameters;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.cms.CertifiedKey;

/**
 * RSA-KEM (RFC 9690): the number that was encrypted is hashed to a shared secret. The RFC leaves
 * open by which function where the structure does not say it, and programs differ: KDF3 with
 * SHA-256 (the RFC's example), the function that makes the key-encryption key (CryptoSys), and
 * none, the number itself being the secret (Bouncy Castle). The key wrap's check value tells which
 * it was. Stateless.
 */
final class RsaKem {
    /** A secret of more octets than the longest digest has serves nobody. */
    private static final int LONGEST_SECRET = 64;

    private RsaKem() {}

    /**
     * What the shared secret may be, the RFC's first.
     *
     * @param kdf what makes the key-encryption key of it
     * @param length octets of the key-encryption key; the secret has as many if nothing is said
     * @throws UnwrapException if it can't be had with this key
     * @throws KeyUnavailableException if the private key can't be used now
     */
    static List<byte[]> secrets(
            AlgorithmIdentifier kem,
            CertifiedKey key,
            byte[] ciphertext,
            AgreedKeyDerivation kdf,
            int length)
            throws UnwrapException {
        Derivation derivation = derivation(kem.getParameters(), length);
        byte[] number =
                RsaNumber.decrypt(key, ciphertext)
                        .orElseThrow(() -> new UnwrapException("a ciphertext above the modulus"));
        if (number.length != ciphertext.length) {
            Arrays.fill(number, (byte) 0);
            throw new UnwrapException("a ciphertext of another length");
        }
        return List.of(
                derivation.kdf().derive(number, null, null, derivation.length()),
                kdf.derive(number, null, null, derivation.length()),
                number);
    }

    private record Derivation(AgreedKeyDerivation kdf, int length) {}

    private static Derivation derivation(ASN1Encodable parameters, int length)
            throws UnwrapException {
        if (parameters == null) {
            return new Derivation(AgreedKeyDerivation.ofRsaKem(), length);
        }
        try {
            RsaKemParameters given = RsaKemParameters.getInstance(parameters);
            BigInteger octets = given.getKeyLength();
            if (octets.signum() > 0 && octets.compareTo(BigInteger.valueOf(LONGEST_SECRET)) <= 0) {
                return new Derivation(
                        AgreedKeyDerivation.of(given.getKeyDerivationFunction()),
                        octets.intValue());
            }
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new UnwrapException("malformed parameters of RSA-KEM", e);
        }
        throw new UnwrapException("a secret of a length without sense");
    }
}
