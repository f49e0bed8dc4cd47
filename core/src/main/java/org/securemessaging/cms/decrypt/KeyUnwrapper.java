package org.securemessaging.cms.decrypt;

import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.cms.CertifiedKey;

/** Comes by the content-encryption key of a recipient. Thread safe. */
final class KeyUnwrapper {
    private final KeyTransUnwrap keyTrans;
    private final KeyAgreeUnwrap keyAgree;
    private final KemUnwrap encapsulated;
    private final PasswordUnwrap password;
    private final Set<OldCipher> permitted;

    KeyUnwrapper(Provider bouncyCastle, DecryptionPolicy policy) {
        this.keyTrans = new KeyTransUnwrap(bouncyCastle);
        this.keyAgree = new KeyAgreeUnwrap(bouncyCastle);
        this.encapsulated = new KemUnwrap(bouncyCastle);
        this.password = new PasswordUnwrap(policy.limits().passwordIterations());
        this.permitted = policy.oldCiphers();
    }

    /** The old cipher by which the key is wrapped, if it is not permitted. */
    Optional<OldCipher> forbidden(Recipient recipient) {
        return wrap(recipient).flatMap(KeyWrap::old).filter(cipher -> !permitted.contains(cipher));
    }

    /**
     * The key of a recipient with a certificate.
     *
     * @param length octets that it must have
     * @throws UnwrapException if it can't be had with this key
     * @throws KeyUnavailableException if the private key can't be used now
     */
    byte[] unwrap(Recipient recipient, CertifiedKey key, int length) throws UnwrapException {
        if (recipient instanceof Recipient.KeyTrans trans) {
            return keyTrans.unwrap(trans, key, length);
        } else if (recipient instanceof Recipient.KeyAgree agree) {
            return ofLength(length, keyAgree.unwrap(agree, key));
        } else if (recipient instanceof Recipient.Kem kem) {
            return ofLength(length, encapsulated.unwrap(kem, key));
        }
        throw new UnwrapException("no recipient with a certificate");
    }

    /** The key of a recipient that shares a key with the sender. */
    byte[] unwrap(Recipient.SharedKey recipient, byte[] shared, int length) throws UnwrapException {
        return ofLength(
                length,
                KeyWrap.unwrap(
                        recipient.info().getKeyEncryptionAlgorithm().getAlgorithm(),
                        shared,
                        recipient.info().getEncryptedKey().getOctets()));
    }

    /** The key of a recipient that knows a password. */
    byte[] unwrap(Recipient.Password recipient, List<char[]> passwords, int length)
            throws UnwrapException {
        UnwrapException last = new UnwrapException("no password");
        for (char[] candidate : passwords) {
            try {
                return ofLength(length, password.unwrap(recipient, candidate));
            } catch (UnwrapException e) {
                last = e;
            }
        }
        throw last;
    }

    /** How a recipient's key comes, as people write it. */
    static String transport(Recipient recipient, Optional<CertifiedKey> key) {
        if (recipient instanceof Recipient.KeyTrans trans) {
            return trans.info()
                            .getKeyEncryptionAlgorithm()
                            .getAlgorithm()
                            .equals(PKCSObjectIdentifiers.id_RSAES_OAEP)
                    ? "RSA-OAEP"
                    : "RSA PKCS#1 v1.5";
        } else if (recipient instanceof Recipient.KeyAgree) {
            return key.map(KeyUnwrapper::agreement).orElse("ECDH");
        } else if (recipient instanceof Recipient.Kem kem) {
            return KemAlgorithm.of(kem.info().getKem().getAlgorithm()).title();
        }
        return recipient instanceof Recipient.Password ? "password" : "shared key";
    }

    private static String agreement(CertifiedKey key) {
        ASN1ObjectIdentifier oid =
                key.certificate().holder().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        if (oid.equals(EdECObjectIdentifiers.id_X25519)) {
            return "X25519";
        }
        return oid.equals(EdECObjectIdentifiers.id_X448) ? "X448" : "ECDH";
    }

    private static Optional<ASN1ObjectIdentifier> wrap(Recipient recipient) {
        if (recipient instanceof Recipient.KeyAgree agree) {
            return agree.info().getKeyEncryptionAlgorithm().getParameters() == null
                    ? Optional.empty()
                    : wrap(agree.info().getKeyEncryptionAlgorithm());
        } else if (recipient instanceof Recipient.Kem kem) {
            return Optional.of(kem.info().getWrap().getAlgorithm());
        } else if (recipient instanceof Recipient.SharedKey shared) {
            return Optional.of(shared.info().getKeyEncryptionAlgorithm().getAlgorithm());
        }
        return Optional.empty();
    }

    private static Optional<ASN1ObjectIdentifier> wrap(AlgorithmIdentifier agreement) {
        try {
            return Optional.of(
                    AlgorithmIdentifier.getInstance(agreement.getParameters()).getAlgorithm());
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            return Optional.empty(); // It will not unwrap either.
        }
    }

    private static byte[] ofLength(int length, byte[] key) throws UnwrapException {
        if (key.length != length) {
            Arrays.fill(key, (byte) 0);
            throw new UnwrapException("a key of another length than the cipher's");
        }
        return key;
    }
}
