package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSORIforKEMOtherInfo;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.cms.CertifiedKey;

/**
 * Key encapsulation (RFC 9629) with any {@link KemAlgorithm}. What was not encapsulated for the key
 * is told by the key wrap's check value alone. Thread safe.
 */
final class KemUnwrap {
    /** RFC 9690 §2.3. */
    private static final Set<ASN1ObjectIdentifier> RSA_KEYS =
            Set.of(PKCSObjectIdentifiers.rsaEncryption, PKCSObjectIdentifiers.id_rsa_KEM);

    private final Decapsulation decapsulation;

    KemUnwrap(Provider bouncyCastle) {
        this.decapsulation = new Decapsulation(bouncyCastle);
    }

    /**
     * The content-encryption key.
     *
     * @throws UnwrapException if it can't be had with this key
     * @throws KeyUnavailableException if the private key can't be used now
     */
    byte[] unwrap(Recipient.Kem recipient, CertifiedKey key) throws UnwrapException {
        KEMRecipientInfo info = recipient.info();
        int length = info.getKekLength();
        if (KeyWrap.keyLength(info.getWrap().getAlgorithm()).orElse(-1) != length) {
            throw new UnwrapException("the key's length does not fit its wrap");
        }
        AgreedKeyDerivation derivation = AgreedKeyDerivation.of(info.getKdf());
        List<byte[]> secrets = secrets(info, key, derivation);
        try {
            return unwrap(info, derivation, secrets);
        } finally {
            secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
        }
    }

    private List<byte[]> secrets(
            KEMRecipientInfo info, CertifiedKey key, AgreedKeyDerivation derivation)
            throws UnwrapException {
        AlgorithmIdentifier kem = info.getKem();
        ASN1ObjectIdentifier kind =
                key.certificate().holder().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        byte[] ciphertext = info.getKemct().getOctets();
        if (KemAlgorithm.of(kem.getAlgorithm()) == KemAlgorithm.RSA && RSA_KEYS.contains(kind)) {
            return RsaKem.secrets(kem, key, ciphertext, derivation, info.getKekLength());
        } else if (kem.getAlgorithm().equals(kind)) {
            return List.of(decapsulation.secret(kind, key.key(), ciphertext));
        }
        throw new UnwrapException("the key is of another kind");
    }

    private static byte[] unwrap(
            KEMRecipientInfo info, AgreedKeyDerivation derivation, List<byte[]> secrets)
            throws UnwrapException {
        UnwrapException last = new UnwrapException("no secret");
        for (byte[] secret : secrets) {
            byte[] wrapping = derivation.derive(secret, null, otherInfo(info), info.getKekLength());
            try {
                return KeyWrap.unwrap(
                        info.getWrap().getAlgorithm(),
                        wrapping,
                        info.getEncryptedKey().getOctets());
            } catch (UnwrapException e) {
                last = e;
            } finally {
                Arrays.fill(wrapping, (byte) 0);
            }
        }
        throw last;
    }

    private static byte[] otherInfo(KEMRecipientInfo info) throws UnwrapException {
        try {
            return new CMSORIforKEMOtherInfo(info.getWrap(), info.getKekLength(), info.getUkm())
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UnwrapException("a key wrap algorithm that has no DER form", e);
        }
    }
}
