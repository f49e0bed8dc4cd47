package org.securemessaging.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * Makes usable keys of PKCS#8 structures: RSA keys as the JDK's, which its providers and faster
 * ones use as they are; all others as Bouncy Castle's, which knows every curve. Thread safe.
 */
final class PrivateKeys {
    private final Provider bouncyCastle;

    PrivateKeys(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    PrivateKey of(PrivateKeyInfo info) {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        byte[] encoded = encoded(info);
        try {
            KeyFactory factory =
                    algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
                            ? KeyFactory.getInstance("RSA")
                            : KeyFactory.getInstance(algorithm.getId(), bouncyCastle);
            return factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("a private key of no usable kind: " + algorithm, e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static byte[] encoded(PrivateKeyInfo info) {
        try {
            return info.getEncoded();
        } catch (IOException e) {
            throw new KeyFileException("a private key that can't be encoded", e);
        }
    }
}
