package org.securemessaging.cms;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The message digests that are computed here (RFC 5754, 8419, 8702; FIPS 180-4, 202). Which of them
 * are good enough is the {@link AlgorithmPolicy}'s to say. Immutable and thread safe.
 */
public enum DigestAlgorithm {
    /** RFC 1321; broken, computed only to say so of a named algorithm. */
    MD5("MD5", "MD5", PKCSObjectIdentifiers.md5),
    /** FIPS 180-4; collisions are practical. */
    SHA_1("SHA-1", "SHA1", OIWObjectIdentifiers.idSHA1),
    /** TeleTrusT; 160 bits are too few today. */
    RIPEMD_160("RIPEMD-160", "RIPEMD160", TeleTrusTObjectIdentifiers.ripemd160),
    /** FIPS 180-4. */
    SHA_224("SHA-224", "SHA224", NISTObjectIdentifiers.id_sha224),
    /** FIPS 180-4. */
    SHA_256("SHA-256", "SHA256", NISTObjectIdentifiers.id_sha256),
    /** FIPS 180-4. */
    SHA_384("SHA-384", "SHA384", NISTObjectIdentifiers.id_sha384),
    /** FIPS 180-4. */
    SHA_512("SHA-512", "SHA512", NISTObjectIdentifiers.id_sha512),
    /** FIPS 180-4. */
    SHA_512_224("SHA-512/224", "SHA512/224", NISTObjectIdentifiers.id_sha512_224),
    /** FIPS 180-4. */
    SHA_512_256("SHA-512/256", "SHA512/256", NISTObjectIdentifiers.id_sha512_256),
    /** FIPS 202. */
    SHA3_224("SHA3-224", "SHA3-224", NISTObjectIdentifiers.id_sha3_224),
    /** FIPS 202. */
    SHA3_256("SHA3-256", "SHA3-256", NISTObjectIdentifiers.id_sha3_256),
    /** FIPS 202. */
    SHA3_384("SHA3-384", "SHA3-384", NISTObjectIdentifiers.id_sha3_384),
    /** FIPS 202. */
    SHA3_512("SHA3-512", "SHA3-512", NISTObjectIdentifiers.id_sha3_512),
    /** FIPS 202 with 256 bits of output, as RFC 8702 §3.1 says. */
    SHAKE128("SHAKE128", "SHAKE128", NISTObjectIdentifiers.id_shake128),
    /** FIPS 202 with 512 bits of output, as RFC 8702 §3.1 and RFC 8419 §2.3 say. */
    SHAKE256("SHAKE256", "SHAKE256", NISTObjectIdentifiers.id_shake256);

    /** RFC 8419 §2.3: a SHAKE256 that names its length, of which 512 bits is the only one used. */
    private static final int SHAKE256_LENGTH_BITS = 512;

    private static final Map<ASN1ObjectIdentifier, DigestAlgorithm> BY_OID =
            Arrays.stream(values())
                    .collect(Collectors.toMap(DigestAlgorithm::oid, Function.identity()));

    private final String standardName;
    private final String signaturePrefix;
    private final String oid;

    DigestAlgorithm(String standardName, String signaturePrefix, ASN1ObjectIdentifier oid) {
        this.standardName = standardName;
        this.signaturePrefix = signaturePrefix;
        this.oid = oid.getId();
    }

    /**
     * The name as standards write it, such as {@code SHA-256} or {@code SHA-512/256}.
     *
     * @return the name
     */
    public String standardName() {
        return standardName;
    }

    /**
     * The object identifier.
     *
     * @return the identifier
     */
    public ASN1ObjectIdentifier oid() {
        return new ASN1ObjectIdentifier(oid);
    }

    /**
     * The digest an identifier names. Parameters are not looked at, except that id-shake256-len
     * must ask for 512 bits.
     *
     * @param identifier a DigestAlgorithmIdentifier
     * @return the digest, or empty if it is not known here
     */
    public static Optional<DigestAlgorithm> of(AlgorithmIdentifier identifier) {
        if (identifier.getAlgorithm().equals(NISTObjectIdentifiers.id_shake256_len)) {
            return shake256OfLength(identifier.getParameters());
        }
        return Optional.ofNullable(BY_OID.get(identifier.getAlgorithm()));
    }

    /**
     * The digest with a given name.
     *
     * @param name a name as {@link #standardName()} gives it, in any case
     * @return the digest, or empty
     */
    public static Optional<DigestAlgorithm> named(String name) {
        return Stream.of(values())
                .filter(digest -> digest.standardName.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The word that JCA signature names put before "with", such as {@code SHA256}. */
    String signaturePrefix() {
        return signaturePrefix;
    }

    /**
     * A fresh digest. SHA-1, SHA-2, SHA-3 and MD5 come from the platform, whose intrinsics are many
     * times faster; the rest comes from Bouncy Castle.
     *
     * @param bouncyCastle an instance of Bouncy Castle's provider
     * @return the digest
     */
    public MessageDigest newDigest(Provider bouncyCastle) {
        try {
            return switch (this) {
                case RIPEMD_160 -> MessageDigest.getInstance("RIPEMD160", bouncyCastle);
                case SHAKE128 -> MessageDigest.getInstance("SHAKE128-256", bouncyCastle);
                case SHAKE256 -> MessageDigest.getInstance("SHAKE256-512", bouncyCastle);
                default -> MessageDigest.getInstance(standardName);
            };
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no provider has " + standardName, e);
        }
    }

    private static Optional<DigestAlgorithm> shake256OfLength(ASN1Encodable parameters) {
        return parameters instanceof ASN1Integer length && length.hasValue(SHAKE256_LENGTH_BITS)
                ? Optional.of(SHAKE256)
                : Optional.empty();
    }
}
