package org.securemessaging.cms.decrypt;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC2ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.misc.CAST5CBCParameters;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RC2CBCParameter;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.CmsType;

/** The ciphers of EnvelopedData and AuthEnvelopedData. Thread safe. */
final class ContentDecryptions {
    private static final Map<ASN1ObjectIdentifier, Integer> CBC_KEYS =
            Map.of(
                    NISTObjectIdentifiers.id_aes128_CBC, 16,
                    NISTObjectIdentifiers.id_aes192_CBC, 24,
                    NISTObjectIdentifiers.id_aes256_CBC, 32);

    /** RFC 2268 §6: how RC2's effective bits are written. */
    private static final Map<Integer, Integer> RC2_BITS = Map.of(160, 40, 120, 64, 58, 128);

    private static final int RC2_PLAIN_BITS = 256;
    private static final int RC2_MOST_BITS = 1024;
    private static final int TRIPLE_DES_KEY = 24;
    private static final int DES_KEY = 8;
    private static final int CAST5_LEAST = 5;
    private static final int CAST5_MOST = 16;

    private final Provider bouncyCastle;
    private final AuthenticatedCiphers authenticated = new AuthenticatedCiphers();

    ContentDecryptions(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    /**
     * The cipher of a structure.
     *
     * @return empty if it is not known here, or does not belong into this kind of structure
     * @throws CmsFormatException if its parameters are malformed
     */
    Optional<ContentDecryption> of(CmsType type, AlgorithmIdentifier algorithm) {
        try {
            return type == CmsType.AUTH_ENVELOPED_DATA
                    ? authenticated.of(algorithm)
                    : blocks(algorithm);
        } catch (CmsFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed cipher parameters: " + e.getMessage(), e);
        }
    }

    private Optional<ContentDecryption> blocks(AlgorithmIdentifier algorithm) {
        ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
        Integer aes = CBC_KEYS.get(oid);
        if (aes != null) {
            IvParameterSpec iv = iv(algorithm);
            return Optional.of(
                    new ContentDecryption(
                            "AES-" + aes * Byte.SIZE + "-CBC",
                            aes,
                            false,
                            Optional.empty(),
                            (key, envelope) -> cbc("AES", key, iv)));
        } else if (oid.equals(PKCSObjectIdentifiers.des_EDE3_CBC)) {
            return old(OldCipher.TRIPLE_DES, TRIPLE_DES_KEY, "DESede", iv(algorithm));
        } else if (oid.equals(OIWObjectIdentifiers.desCBC)) {
            return old(OldCipher.DES, DES_KEY, "DES", iv(algorithm));
        } else if (oid.equals(PKCSObjectIdentifiers.RC2_CBC)) {
            return rc2(RC2CBCParameter.getInstance(algorithm.getParameters()));
        } else if (oid.equals(MiscObjectIdentifiers.cast5CBC)) {
            return cast5(algorithm);
        }
        return Optional.empty();
    }

    private Optional<ContentDecryption> rc2(RC2CBCParameter parameters) {
        // Without a version the effective bits are 32 (RFC 2268 §6), which nobody means.
        int version = parameters.getRC2ParameterVersion().intValueExact();
        int bits = version < RC2_PLAIN_BITS ? RC2_BITS.getOrDefault(version, 0) : version;
        if (bits < Byte.SIZE || bits > RC2_MOST_BITS || bits % Byte.SIZE != 0) {
            return Optional.empty();
        }
        return old(
                OldCipher.RC2,
                bits / Byte.SIZE,
                "RC2",
                new RC2ParameterSpec(bits, parameters.getIV()));
    }

    private Optional<ContentDecryption> cast5(AlgorithmIdentifier algorithm) {
        if (algorithm.getParameters() instanceof ASN1OctetString) {
            // OpenSSL writes the IV alone, and means the longest key, unlike RFC 2984 §2.
            return old(OldCipher.CAST5, CAST5_MOST, "CAST5", iv(algorithm));
        }
        CAST5CBCParameters parameters = CAST5CBCParameters.getInstance(algorithm.getParameters());
        int octets = parameters.getKeyLength() / Byte.SIZE;
        if (octets < CAST5_LEAST || octets > CAST5_MOST) {
            return Optional.empty();
        }
        return old(OldCipher.CAST5, octets, "CAST5", new IvParameterSpec(parameters.getIV()));
    }

    private Optional<ContentDecryption> old(
            OldCipher cipher, int keyLength, String name, AlgorithmParameterSpec parameters) {
        return Optional.of(
                new ContentDecryption(
                        cipher.title() + "-CBC",
                        keyLength,
                        false,
                        Optional.of(cipher),
                        (key, envelope) -> cbc(name, key, parameters)));
    }

    private ChunkDecryptor cbc(String name, byte[] key, AlgorithmParameterSpec parameters)
            throws GeneralSecurityException {
        String transformation = name + "/CBC/PKCS5Padding";
        // The platform has no CAST5; the rest it does many times faster.
        Cipher cipher =
                name.equals("CAST5")
                        ? Cipher.getInstance(transformation, bouncyCastle)
                        : Cipher.getInstance(transformation);
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, name), parameters);
        return new CipherDecryptor(cipher);
    }

    private static IvParameterSpec iv(AlgorithmIdentifier algorithm) {
        return new IvParameterSpec(
                ASN1OctetString.getInstance(algorithm.getParameters()).getOctets());
    }
}
