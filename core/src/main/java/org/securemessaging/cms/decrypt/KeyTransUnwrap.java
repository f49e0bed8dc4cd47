package org.securemessaging.cms.decrypt;

import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.DigestAlgorithm;

/**
 * RSA key transport: PKCS#1 v1.5 (RFC 3370 §4.2.1) and OAEP (RFC 3560). The private key does the
 * bare RSA operation, in software or in a token; the padding is taken off by {@link RsaPadding}.
 * Thread safe.
 */
final class KeyTransUnwrap {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Provider bouncyCastle;

    KeyTransUnwrap(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    /**
     * The content-encryption key; a random one if the ciphertext holds none of this length.
     *
     * @throws UnwrapException if this kind of transport, or of key, is not for RSA
     * @throws KeyUnavailableException if the key's token does not answer
     */
    byte[] unwrap(Recipient.KeyTrans recipient, CertifiedKey key, int length)
            throws UnwrapException {
        AlgorithmIdentifier algorithm = recipient.info().getKeyEncryptionAlgorithm();
        byte[] instead = new byte[length];
        RANDOM.nextBytes(instead);
        ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
        boolean oaep = oid.equals(PKCSObjectIdentifiers.id_RSAES_OAEP);
        if (!oaep && !oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw new UnwrapException("key transport " + oid);
        }
        Oaep parameters = oaep ? oaep(algorithm.getParameters()) : null;
        Optional<byte[]> decrypted =
                RsaNumber.decrypt(key, recipient.info().getEncryptedKey().getOctets());
        if (decrypted.isEmpty()) {
            return instead;
        }
        byte[] encoded = decrypted.get();
        byte[] unwrapped =
                parameters == null
                        ? RsaPadding.pkcs1(encoded, instead)
                        : RsaPadding.oaep(
                                encoded,
                                instead,
                                parameters.label().getOctets(),
                                parameters.mask());
        Arrays.fill(encoded, (byte) 0);
        return unwrapped;
    }

    private record Oaep(ASN1OctetString label, MessageDigest mask) {}

    private Oaep oaep(ASN1Encodable parameters) throws UnwrapException {
        try {
            RSAESOAEPparams oaep =
                    parameters == null
                            ? new RSAESOAEPparams()
                            : RSAESOAEPparams.getInstance(parameters);
            AlgorithmIdentifier mask = oaep.getMaskGenAlgorithm();
            if (!mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
                    || !oaep.getPSourceAlgorithm()
                            .getAlgorithm()
                            .equals(PKCSObjectIdentifiers.id_pSpecified)) {
                throw new UnwrapException("OAEP with another mask or label source");
            }
            byte[] label =
                    ASN1OctetString.getInstance(oaep.getPSourceAlgorithm().getParameters())
                            .getOctets();
            return new Oaep(
                    new DEROctetString(digest(oaep.getHashAlgorithm()).digest(label)),
                    digest(AlgorithmIdentifier.getInstance(mask.getParameters())));
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new UnwrapException("malformed OAEP parameters", e);
        }
    }

    private MessageDigest digest(AlgorithmIdentifier identifier) throws UnwrapException {
        return DigestAlgorithm.of(identifier)
                .map(digest -> digest.newDigest(bouncyCastle))
                .orElseThrow(() -> new UnwrapException("OAEP with an unknown digest"));
    }
}
