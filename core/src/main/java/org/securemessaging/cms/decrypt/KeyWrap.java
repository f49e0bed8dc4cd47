package org.securemessaging.cms.decrypt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.Wrapper;
import org.bouncycastle.crypto.engines.AESWrapEngine;
import org.bouncycastle.crypto.engines.AESWrapPadEngine;
import org.bouncycastle.crypto.engines.DESedeWrapEngine;
import org.bouncycastle.crypto.engines.RC2WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Key wrapping: AES (RFC 3394, 3565), AES with padding (RFC 5649), and for old mail Triple-DES and
 * RC2 (RFC 3217). What was not wrapped with the key is told by its check value. Stateless.
 */
final class KeyWrap {
    private static final int AES_128 = 16;
    private static final int AES_192 = 24;
    private static final int AES_256 = 32;
    private static final int TRIPLE_DES = 24;
    private static final int RC2 = 16;

    /** No content-encryption key is longer than 32 octets; a wrap adds 16 and RC2's up to 24. */
    private static final int LONGEST = 128;

    private record Kind(int keyLength, Supplier<Wrapper> engine, Optional<OldCipher> old) {}

    private static final Map<ASN1ObjectIdentifier, Kind> KINDS = kinds();

    private KeyWrap() {}

    /**
     * How long the key-encryption key is.
     *
     * @return octets; empty if the algorithm is not known
     */
    static OptionalInt keyLength(ASN1ObjectIdentifier algorithm) {
        Kind kind = KINDS.get(algorithm);
        return kind == null ? OptionalInt.empty() : OptionalInt.of(kind.keyLength());
    }

    /** The old cipher that an algorithm uses, if it does. */
    static Optional<OldCipher> old(ASN1ObjectIdentifier algorithm) {
        return Optional.ofNullable(KINDS.get(algorithm)).flatMap(Kind::old);
    }

    static byte[] unwrap(ASN1ObjectIdentifier algorithm, byte[] key, byte[] wrapped)
            throws UnwrapException {
        Kind kind = KINDS.get(algorithm);
        if (kind == null || kind.keyLength() != key.length || wrapped.length > LONGEST) {
            throw new UnwrapException("key wrap " + algorithm);
        }
        Wrapper engine = kind.engine().get();
        engine.init(false, new KeyParameter(key));
        try {
            return engine.unwrap(wrapped, 0, wrapped.length);
        } catch (InvalidCipherTextException | RuntimeException e) {
            // Bouncy Castle's wrappers answer wrong lengths with unchecked exceptions.
            throw new UnwrapException("the key does not unwrap", e);
        }
    }

    private static Map<ASN1ObjectIdentifier, Kind> kinds() {
        Map<ASN1ObjectIdentifier, Kind> kinds = new HashMap<>();
        aes(kinds, NISTObjectIdentifiers.id_aes128_wrap, AES_128, AESWrapEngine::new);
        aes(kinds, NISTObjectIdentifiers.id_aes192_wrap, AES_192, AESWrapEngine::new);
        aes(kinds, NISTObjectIdentifiers.id_aes256_wrap, AES_256, AESWrapEngine::new);
        aes(kinds, NISTObjectIdentifiers.id_aes128_wrap_pad, AES_128, AESWrapPadEngine::new);
        aes(kinds, NISTObjectIdentifiers.id_aes192_wrap_pad, AES_192, AESWrapPadEngine::new);
        aes(kinds, NISTObjectIdentifiers.id_aes256_wrap_pad, AES_256, AESWrapPadEngine::new);
        kinds.put(
                PKCSObjectIdentifiers.id_alg_CMS3DESwrap,
                new Kind(TRIPLE_DES, DESedeWrapEngine::new, Optional.of(OldCipher.TRIPLE_DES)));
        kinds.put(
                PKCSObjectIdentifiers.id_alg_CMSRC2wrap,
                new Kind(RC2, RC2WrapEngine::new, Optional.of(OldCipher.RC2)));
        return Map.copyOf(kinds);
    }

    private static void aes(
            Map<ASN1ObjectIdentifier, Kind> kinds,
            ASN1ObjectIdentifier oid,
            int length,
            Supplier<Wrapper> engine) {
        kinds.put(oid, new Kind(length, engine, Optional.empty()));
    }
}
