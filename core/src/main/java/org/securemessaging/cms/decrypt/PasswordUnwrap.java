package org.securemessaging.cms.decrypt;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC3211WrapEngine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Password recipients (RFC 3211) with PBKDF2 and AES. Immutable and thread safe. */
final class PasswordUnwrap {
    private static final Map<ASN1ObjectIdentifier, Supplier<Digest>> DIGESTS =
            Map.of(
                    PKCSObjectIdentifiers.id_hmacWithSHA1, SHA1Digest::new,
                    PKCSObjectIdentifiers.id_hmacWithSHA224, SHA224Digest::new,
                    PKCSObjectIdentifiers.id_hmacWithSHA256, SHA256Digest::new,
                    PKCSObjectIdentifiers.id_hmacWithSHA384, SHA384Digest::new,
                    PKCSObjectIdentifiers.id_hmacWithSHA512, SHA512Digest::new);

    private static final Map<ASN1ObjectIdentifier, Integer> KEY_LENGTHS =
            Map.of(
                    NISTObjectIdentifiers.id_aes128_CBC, 16,
                    NISTObjectIdentifiers.id_aes192_CBC, 24,
                    NISTObjectIdentifiers.id_aes256_CBC, 32);

    private final int iterations;

    PasswordUnwrap(int iterations) {
        this.iterations = iterations;
    }

    byte[] unwrap(Recipient.Password recipient, char[] password) throws UnwrapException {
        try {
            AlgorithmIdentifier wrap =
                    AlgorithmIdentifier.getInstance(
                            recipient.info().getKeyEncryptionAlgorithm().getParameters());
            Integer length = KEY_LENGTHS.get(wrap.getAlgorithm());
            if (length == null) {
                throw new UnwrapException("password wrap " + wrap.getAlgorithm());
            }
            KeyParameter key = derive(recipient, password, length);
            RFC3211WrapEngine engine = new RFC3211WrapEngine(AESEngine.newInstance());
            engine.init(
                    false,
                    new ParametersWithIV(
                            key, ASN1OctetString.getInstance(wrap.getParameters()).getOctets()));
            byte[] wrapped = recipient.info().getEncryptedKey().getOctets();
            return engine.unwrap(wrapped, 0, wrapped.length);
        } catch (InvalidCipherTextException | RuntimeException e) {
            // Bouncy Castle answers wrong lengths and parameters with unchecked exceptions.
            throw new UnwrapException("the password does not fit", e);
        }
    }

    private KeyParameter derive(Recipient.Password recipient, char[] password, int length)
            throws UnwrapException {
        AlgorithmIdentifier derivation = recipient.info().getKeyDerivationAlgorithm();
        if (derivation == null
                || !derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw new UnwrapException("not PBKDF2");
        }
        PBKDF2Params parameters = PBKDF2Params.getInstance(derivation.getParameters());
        Supplier<Digest> digest = DIGESTS.get(parameters.getPrf().getAlgorithm());
        if (digest == null || parameters.getIterationCount().bitLength() > Integer.SIZE - 1) {
            throw new UnwrapException("PBKDF2 of an unknown kind");
        }
        int rounds = parameters.getIterationCount().intValue();
        if (rounds < 1 || rounds > iterations) {
            throw new UnwrapException("PBKDF2 with too many rounds");
        }
        byte[] octets = PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(password);
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest.get());
        try {
            generator.init(octets, parameters.getSalt(), rounds);
            return (KeyParameter) generator.generateDerivedMacParameters(length * Byte.SIZE);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
