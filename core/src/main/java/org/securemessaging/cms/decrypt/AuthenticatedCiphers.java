package org.securemessaging.cms.decrypt;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CCMParameters;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** AES-GCM and AES-CCM (RFC 5084), and ChaCha20-Poly1305 (RFC 8103). Immutable and thread safe. */
final class AuthenticatedCiphers {
    private static final Map<ASN1ObjectIdentifier, Integer> GCM =
            Map.of(
                    NISTObjectIdentifiers.id_aes128_GCM, 16,
                    NISTObjectIdentifiers.id_aes192_GCM, 24,
                    NISTObjectIdentifiers.id_aes256_GCM, 32);

    private static final Map<ASN1ObjectIdentifier, Integer> CCM =
            Map.of(
                    NISTObjectIdentifiers.id_aes128_CCM, 16,
                    NISTObjectIdentifiers.id_aes192_CCM, 24,
                    NISTObjectIdentifiers.id_aes256_CCM, 32);

    /** RFC 5084 §3.2 recommends it, and RFC 8103 §2 demands it. */
    private static final int NONCE = 12;

    /** With other nonces GCM hashes them; no mail program does that. */
    private static final int GCM_LONGEST_NONCE = 128;

    private static final int GCM_SHORTEST_TAG = 12;
    private static final int LONGEST_TAG = 16;

    /** RFC 5084 §3.1 allows 4 and 6, which can be guessed. */
    private static final int CCM_SHORTEST_TAG = 8;

    private static final int CCM_SHORTEST_NONCE = 7;
    private static final int CCM_LONGEST_NONCE = 13;
    private static final int CHACHA_KEY = 32;

    /** SP 800-38D §7.1: the counter of the first block of content. */
    private static final int GCM_FIRST_COUNTER = 2;

    Optional<ContentDecryption> of(AlgorithmIdentifier algorithm) {
        ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
        if (GCM.containsKey(oid)) {
            return gcm(GCM.get(oid), GCMParameters.getInstance(algorithm.getParameters()));
        } else if (CCM.containsKey(oid)) {
            return ccm(CCM.get(oid), CCMParameters.getInstance(algorithm.getParameters()));
        } else if (oid.equals(PKCSObjectIdentifiers.id_alg_AEADChaCha20Poly1305)) {
            return chaCha(ASN1OctetString.getInstance(algorithm.getParameters()).getOctets());
        }
        return Optional.empty();
    }

    private static Optional<ContentDecryption> gcm(int keyLength, GCMParameters parameters) {
        byte[] nonce = parameters.getNonce();
        int tag = parameters.getIcvLen();
        if (nonce.length == 0
                || nonce.length > GCM_LONGEST_NONCE
                || tag < GCM_SHORTEST_TAG
                || tag > LONGEST_TAG) {
            return Optional.empty();
        }
        return Optional.of(
                cipher(
                        "AES-" + keyLength * Byte.SIZE + "-GCM",
                        keyLength,
                        (key, envelope) -> {
                            requireTag(envelope, tag);
                            return nonce.length == NONCE
                                    ? gcm(key, nonce, envelope)
                                    : new LongNonceGcmDecryptor(key, nonce, envelope);
                        }));
    }

    private static ChunkDecryptor gcm(byte[] key, byte[] nonce, Envelope envelope)
            throws GeneralSecurityException {
        SecretKeySpec aes = new SecretKeySpec(key, "AES");
        Cipher stream = Cipher.getInstance("AES/CTR/NoPadding");
        byte[] counter =
                ByteBuffer.allocate(LONGEST_TAG).put(nonce).putInt(GCM_FIRST_COUNTER).array();
        stream.init(Cipher.DECRYPT_MODE, aes, new IvParameterSpec(counter));
        Cipher tagging = Cipher.getInstance("AES/GCM/NoPadding");
        tagging.init(
                Cipher.ENCRYPT_MODE,
                aes,
                new GCMParameterSpec(envelope.mac().getOctets().length * Byte.SIZE, nonce));
        tagging.updateAAD(envelope.authenticated().getOctets());
        return new TaggedDecryptor(stream, tagging, envelope.mac().getOctets());
    }

    private static Optional<ContentDecryption> ccm(int keyLength, CCMParameters parameters) {
        byte[] nonce = parameters.getNonce();
        int tag = parameters.getIcvLen();
        if (nonce.length < CCM_SHORTEST_NONCE
                || nonce.length > CCM_LONGEST_NONCE
                || tag < CCM_SHORTEST_TAG
                || tag > LONGEST_TAG
                || tag % 2 != 0) {
            return Optional.empty();
        }
        return Optional.of(
                cipher(
                        "AES-" + keyLength * Byte.SIZE + "-CCM",
                        keyLength,
                        (key, envelope) -> {
                            requireTag(envelope, tag);
                            return new CcmDecryptor(
                                    new SecretKeySpec(key, "AES"),
                                    nonce,
                                    envelope.authenticated().getOctets(),
                                    envelope.mac().getOctets(),
                                    envelope.contentLength().orElse(0L));
                        }));
    }

    private static Optional<ContentDecryption> chaCha(byte[] nonce) {
        if (nonce.length != NONCE) {
            return Optional.empty();
        }
        return Optional.of(
                cipher(
                        "ChaCha20-Poly1305",
                        CHACHA_KEY,
                        (key, envelope) -> {
                            requireTag(envelope, LONGEST_TAG);
                            return chaCha(key, nonce, envelope);
                        }));
    }

    private static ChunkDecryptor chaCha(byte[] key, byte[] nonce, Envelope envelope)
            throws GeneralSecurityException {
        SecretKeySpec secret = new SecretKeySpec(key, "ChaCha20");
        Cipher stream = Cipher.getInstance("ChaCha20");
        // RFC 8439 §2.8: block 0 makes the tag's key.
        stream.init(Cipher.DECRYPT_MODE, secret, new ChaCha20ParameterSpec(nonce, 1));
        Cipher tagging = Cipher.getInstance("ChaCha20-Poly1305");
        tagging.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(nonce));
        tagging.updateAAD(envelope.authenticated().getOctets());
        return new TaggedDecryptor(stream, tagging, envelope.mac().getOctets());
    }

    private static void requireTag(Envelope envelope, int length) throws AEADBadTagException {
        if (envelope.mac().getOctets().length != length) {
            throw new AEADBadTagException();
        }
    }

    private static ContentDecryption cipher(
            String title, int keyLength, ContentDecryption.Opening opening) {
        return new ContentDecryption(title, keyLength, true, Optional.empty(), opening);
    }
}
