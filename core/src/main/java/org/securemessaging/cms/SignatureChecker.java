package org.securemessaging.cms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.securemessaging.result.Finding;

/**
 * Checks one signature value over octets under a public key: that of a SignerInfo, a certificate, a
 * CRL or an OCSP response. Whatever the octets, the key and the signature hold, the answer is a
 * result, not an exception. Says nothing of who owns the key.
 *
 * <p>RSA is verified by the platform's providers, in their order of preference; the other families
 * by Bouncy Castle, which is faster than the JDK's for elliptic curves. Immutable and thread safe.
 */
public final class SignatureChecker {
    /** SLH-DSA-256f's 49,856 octets are the longest signature known here. */
    private static final int LONGEST_SIGNATURE = 50_000;

    private final Provider bouncyCastle;
    private final AlgorithmPolicy policy;
    private final PublicKeyReader keys;

    /**
     * A checker.
     *
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     * @param policy which algorithms and keys are weak
     */
    public SignatureChecker(Provider bouncyCastle, AlgorithmPolicy policy) {
        this.bouncyCastle = bouncyCastle;
        this.policy = policy;
        this.keys = new PublicKeyReader(bouncyCastle, policy);
    }

    /**
     * Checks a signature whose algorithm identifier says everything, as in certificates (RFC 5280
     * §4.1.1.2), CRLs and OCSP responses.
     *
     * @param key the signer's key
     * @param algorithm the signature's algorithm with parameters
     * @param signed the octets signed, DER as they arrived
     * @param signature the signature value
     * @return what was found
     */
    public SignatureCheck check(
            SubjectPublicKeyInfo key,
            AlgorithmIdentifier algorithm,
            byte[] signed,
            byte[] signature) {
        return check(key, algorithm, SignedOctets.of(signed), signature);
    }

    /**
     * The same over octets that may be many.
     *
     * @param key the signer's key
     * @param algorithm the signature's algorithm with parameters
     * @param signed the octets signed, in memory, DER as they arrived
     * @param signature the signature value
     * @return what was found
     */
    public SignatureCheck check(
            SubjectPublicKeyInfo key,
            AlgorithmIdentifier algorithm,
            SignedOctets signed,
            byte[] signature) {
        try {
            return check(key, SignatureScheme.of(algorithm), signed, signature);
        } catch (SignatureRejection e) {
            return rejected(e, List.of(), algorithm.getAlgorithm().getId());
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be read", e);
        }
    }

    /** Checks a signature by a known scheme over octets of any length. */
    SignatureCheck check(
            SubjectPublicKeyInfo key, SignatureScheme scheme, SignedOctets signed, byte[] signature)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        scheme.digest().flatMap(policy::judge).ifPresent(findings::add);
        try {
            PublicKeyReader.Reading reading = keys.read(key, scheme);
            findings.addAll(reading.findings());
            if (!verify(verifier(scheme, reading), signed, signature)) {
                throw SignatureRejection.invalid("the signature is not this key's");
            }
            return new SignatureCheck(SignatureOutcome.VALID, findings, scheme.name());
        } catch (SignatureRejection e) {
            return rejected(e, findings, scheme.name());
        }
    }

    static SignatureCheck rejected(SignatureRejection why, List<Finding> before, String name) {
        List<Finding> findings = new ArrayList<>(before);
        findings.add(why.finding());
        return new SignatureCheck(why.outcome(), findings, name);
    }

    private Signature verifier(SignatureScheme scheme, PublicKeyReader.Reading reading)
            throws SignatureRejection {
        try {
            Signature verifier =
                    onPlatform(scheme)
                            ? Signature.getInstance(scheme.jcaName())
                            : Signature.getInstance(scheme.jcaName(), bouncyCastle);
            if (scheme.pss().isPresent()) {
                verifier.setParameter(scheme.pss().get().spec());
            }
            verifier.initVerify(reading.key());
            return verifier;
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw SignatureRejection.unsupported(scheme.name());
        } catch (GeneralSecurityException | RuntimeException e) {
            // A key that parsed but does not fit the algorithm, such as RSA too short for a digest.
            throw SignatureRejection.invalid("the key does not fit: " + e.getMessage());
        }
    }

    private static boolean onPlatform(SignatureScheme scheme) {
        return switch (scheme.family()) {
            case RSA_PKCS1 -> scheme.digest().filter(DigestAlgorithm.RIPEMD_160::equals).isEmpty();
            case RSA_PSS -> scheme.pss().isPresent();
            default -> false;
        };
    }

    private static boolean verify(Signature verifier, SignedOctets signed, byte[] signature)
            throws IOException {
        if (signature.length > LONGEST_SIGNATURE) {
            return false;
        }
        try (InputStream in = signed.open()) {
            in.transferTo(OctetSink.of(verifier));
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Providers answer a malformed signature value with an exception of their choice.
            return false;
        }
    }
}
