package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.CMSORIforKEMOtherInfo;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.securemessaging.cms.CertifiedKey;

/**
 * Key encapsulation with ML-KEM (RFC 9629, 9936). ML-KEM itself answers a false ciphertext with a
 * random secret, and the key wrap then does not fit. Stateless.
 */
final class KemUnwrap {
    private KemUnwrap() {}

    /**
     * The content-encryption key.
     *
     * @throws UnwrapException if it can't be had with this key
     */
    static byte[] unwrap(Recipient.Kem recipient, CertifiedKey key) throws UnwrapException {
        KEMRecipientInfo info = recipient.info();
        AlgorithmIdentifier wrap = info.getWrap();
        int length = info.getKekLength();
        if (KeyWrap.keyLength(wrap.getAlgorithm()).orElse(-1) != length) {
            throw new UnwrapException("the key's length does not fit its wrap");
        }
        if (!info.getKem()
                .getAlgorithm()
                .equals(
                        key.certificate()
                                .holder()
                                .getSubjectPublicKeyInfo()
                                .getAlgorithm()
                                .getAlgorithm())) {
            throw new UnwrapException("the key is of another kind");
        }
        AgreedKeyDerivation derivation = AgreedKeyDerivation.of(info.getKdf().getAlgorithm());
        byte[] secret = secret(key, info.getKemct().getOctets());
        byte[] wrapping = derivation.derive(secret, null, otherInfo(info), length);
        try {
            return KeyWrap.unwrap(
                    wrap.getAlgorithm(), wrapping, info.getEncryptedKey().getOctets());
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(wrapping, (byte) 0);
        }
    }

    private static byte[] secret(CertifiedKey key, byte[] ciphertext) throws UnwrapException {
        byte[] encoded = key.key().getEncoded();
        if (encoded == null) {
            throw new UnwrapException("a token's key does not decapsulate here");
        }
        try {
            AsymmetricKeyParameter parameter = PrivateKeyFactory.createKey(encoded);
            if (parameter instanceof MLKEMPrivateKeyParameters lattice) {
                MLKEMExtractor extractor = new MLKEMExtractor(lattice);
                if (ciphertext.length == extractor.getEncapsulationLength()) {
                    return extractor.extractSecret(ciphertext);
                }
            }
            throw new UnwrapException("no ML-KEM key, or a ciphertext of another length");
        } catch (IOException | RuntimeException e) {
            throw new UnwrapException("the key does not decapsulate", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
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
