package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.securemessaging.cms.CertifiedKey;

/**
 * Key agreement with an ephemeral key of the sender: ECDH (RFC 5753 §3.1), X25519 and X448 (RFC
 * 8418). The sender's key is taken to be on the curve of ours, and refused if it is not. Thread
 * safe.
 */
final class KeyAgreeUnwrap {
    private final Provider bouncyCastle;

    KeyAgreeUnwrap(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    /**
     * The content-encryption key.
     *
     * @throws UnwrapException if it can't be had with this key
     * @throws KeyUnavailableException if the key's token does not answer
     */
    byte[] unwrap(Recipient.KeyAgree recipient, CertifiedKey key) throws UnwrapException {
        AlgorithmIdentifier algorithm = recipient.info().getKeyEncryptionAlgorithm();
        AgreedKeyDerivation derivation = AgreedKeyDerivation.of(algorithm.getAlgorithm());
        AlgorithmIdentifier wrap = wrap(algorithm);
        int length =
                KeyWrap.keyLength(wrap.getAlgorithm())
                        .orElseThrow(() -> new UnwrapException("key wrap " + wrap.getAlgorithm()));
        byte[] ukm =
                recipient.info().getUserKeyingMaterial() == null
                        ? null
                        : recipient.info().getUserKeyingMaterial().getOctets();
        PublicKey sender = sender(recipient, key);
        byte[] secret = agree(key, sender, derivation.cofactor());
        byte[] wrapping = derivation.derive(secret, ukm, sharedInfo(wrap, ukm, length), length);
        try {
            return KeyWrap.unwrap(
                    wrap.getAlgorithm(), wrapping, recipient.encryptedKey().getOctets());
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(wrapping, (byte) 0);
        }
    }

    private static AlgorithmIdentifier wrap(AlgorithmIdentifier agreement) throws UnwrapException {
        if (agreement.getParameters() == null) {
            throw new UnwrapException("key agreement without a key wrap algorithm");
        }
        try {
            return AlgorithmIdentifier.getInstance(agreement.getParameters());
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new UnwrapException("malformed key wrap algorithm", e);
        }
    }

    private static byte[] sharedInfo(AlgorithmIdentifier wrap, byte[] ukm, int length)
            throws UnwrapException {
        try {
            return new ECCCMSSharedInfo(wrap, ukm, bits(length)).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UnwrapException("a key wrap algorithm that has no DER form", e);
        }
    }

    /** RFC 5753 §7.2: the length in bits, in four octets. */
    private static byte[] bits(int octets) {
        int bits = octets * Byte.SIZE;
        return new byte[] {0, 0, (byte) (bits >>> Byte.SIZE), (byte) bits};
    }

    private PublicKey sender(Recipient.KeyAgree recipient, CertifiedKey key)
            throws UnwrapException {
        OriginatorPublicKey sender = recipient.info().getOriginator().getOriginatorKey();
        if (sender == null) {
            throw new UnwrapException("the sender's key is in a certificate elsewhere");
        }
        AlgorithmIdentifier ours =
                key.certificate().holder().getSubjectPublicKeyInfo().getAlgorithm();
        if (!sender.getAlgorithm().getAlgorithm().equals(ours.getAlgorithm())) {
            throw new UnwrapException("the sender's key is of another kind");
        }
        try {
            SubjectPublicKeyInfo info =
                    new SubjectPublicKeyInfo(ours, sender.getPublicKeyData().getOctets());
            KeyFactory factory =
                    key.provider().isPresent()
                            ? KeyFactory.getInstance("EC")
                            : KeyFactory.getInstance(ours.getAlgorithm().getId(), bouncyCastle);
            return factory.generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Bouncy Castle answers a point off the curve with an unchecked exception.
            throw new UnwrapException("the sender's key is malformed or off the curve", e);
        }
    }

    private byte[] agree(CertifiedKey key, PublicKey sender, boolean cofactor)
            throws UnwrapException {
        byte[] secret;
        try {
            KeyAgreement agreement =
                    key.provider().isPresent()
                            ? KeyAgreement.getInstance("ECDH", key.provider().get())
                            : KeyAgreement.getInstance(name(key, cofactor), bouncyCastle);
            agreement.init(key.key());
            agreement.doPhase(sender, true);
            secret = agreement.generateSecret();
        } catch (GeneralSecurityException | RuntimeException e) {
            if (key.provider().isPresent() && e instanceof ProviderException) {
                throw new KeyUnavailableException(
                        key.provider().get().getName() + ": the token does not agree now", e);
            }
            throw new UnwrapException("no agreement with this key", e);
        }
        // RFC 7748 §6: a secret of zeros alone means a key that was chosen to that end.
        int any = 0;
        for (byte octet : secret) {
            any |= octet;
        }
        if (any == 0) {
            throw new UnwrapException("the sender's key is of small order");
        }
        return secret;
    }

    private static String name(CertifiedKey key, boolean cofactor) throws UnwrapException {
        ASN1ObjectIdentifier oid =
                key.certificate().holder().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
        if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return cofactor ? "ECCDH" : "ECDH";
        } else if (oid.equals(EdECObjectIdentifiers.id_X25519)) {
            return "X25519";
        } else if (oid.equals(EdECObjectIdentifiers.id_X448)) {
            return "X448";
        }
        throw new UnwrapException("a key that does not agree");
    }
}
