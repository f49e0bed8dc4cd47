package org.securemessaging.cms;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Which digests, curves and key lengths are good enough. What falls below is a finding {@link
 * ReasonCode#WEAK_ALGORITHM} or {@link ReasonCode#WEAK_KEY}, whose effect is that of the policy:
 * none if weakness is tolerated. DSA is below every policy (FIPS 186-5 withdrew it). Immutable and
 * thread safe.
 *
 * @param minimumRsaBits the shortest RSA modulus, in bits
 * @param digests names of the digests allowed, as {@link DigestAlgorithm#standardName()} has them
 * @param curves names of the curves allowed, as {@link #knownCurves()} has them
 * @param allowWeak whether what falls below is reported without effect on the result
 */
public record AlgorithmPolicy(
        int minimumRsaBits, Set<String> digests, Set<String> curves, boolean allowWeak) {
    /** RFC 8551 §2.2: receivers must verify 2048 bits and more, and may refuse less. */
    private static final int DEFAULT_RSA_BITS = 2048;

    /** Below it RSA is broken by hand, above it verification is a denial of service. */
    private static final int LEAST_RSA_BITS = 512;

    private static final Set<String> DEFAULT_DIGESTS =
            Set.of(
                    "SHA-224",
                    "SHA-256",
                    "SHA-384",
                    "SHA-512",
                    "SHA-512/224",
                    "SHA-512/256",
                    "SHA3-224",
                    "SHA3-256",
                    "SHA3-384",
                    "SHA3-512",
                    "SHAKE128",
                    "SHAKE256");

    private static final Set<String> DEFAULT_CURVES =
            Set.of(
                    "P-256",
                    "P-384",
                    "P-521",
                    "brainpoolP256r1",
                    "brainpoolP384r1",
                    "brainpoolP512r1",
                    "Ed25519",
                    "Ed448");

    private static final AlgorithmPolicy DEFAULTS =
            new AlgorithmPolicy(DEFAULT_RSA_BITS, DEFAULT_DIGESTS, DEFAULT_CURVES, false);

    /**
     * Copies the sets and checks the names.
     *
     * @throws IllegalArgumentException if a digest or curve is unknown, or the bits are out of
     *     range; the message lists what is accepted
     */
    public AlgorithmPolicy {
        digests = Set.copyOf(digests);
        curves = Set.copyOf(curves);
        if (minimumRsaBits < LEAST_RSA_BITS || minimumRsaBits > PublicKeyReader.MAXIMUM_RSA_BITS) {
            throw new IllegalArgumentException(
                    "minimum RSA bits must be "
                            + LEAST_RSA_BITS
                            + " to "
                            + PublicKeyReader.MAXIMUM_RSA_BITS);
        }
        requireKnown("digest", digests, knownDigests());
        requireKnown("curve", curves, knownCurves());
    }

    /**
     * RSA from 2048 bits; SHA-2, SHA-3 and SHAKE; NIST P-256, P-384, P-521, the brainpool r1 curves
     * of 256 bits and more, Ed25519 and Ed448; nothing weak.
     *
     * @return the default policy
     */
    public static AlgorithmPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Every digest that can be computed.
     *
     * @return names, strongest last
     */
    public static Set<String> knownDigests() {
        Set<String> names = new LinkedHashSet<>();
        for (DigestAlgorithm digest : DigestAlgorithm.values()) {
            names.add(digest.standardName());
        }
        return names;
    }

    /**
     * Every curve whose signatures can be verified.
     *
     * @return names
     */
    public static Set<String> knownCurves() {
        Set<String> names = new LinkedHashSet<>(NamedCurves.names());
        names.add("Ed25519");
        names.add("Ed448");
        return names;
    }

    /**
     * The same policy with another RSA minimum.
     *
     * @param bits the shortest modulus
     * @return the policy
     */
    public AlgorithmPolicy withMinimumRsaBits(int bits) {
        return new AlgorithmPolicy(bits, digests, curves, allowWeak);
    }

    /**
     * The same policy with other digests.
     *
     * @param names the digests allowed
     * @return the policy
     */
    public AlgorithmPolicy withDigests(Set<String> names) {
        return new AlgorithmPolicy(minimumRsaBits, names, curves, allowWeak);
    }

    /**
     * The same policy with other curves.
     *
     * @param names the curves allowed
     * @return the policy
     */
    public AlgorithmPolicy withCurves(Set<String> names) {
        return new AlgorithmPolicy(minimumRsaBits, digests, names, allowWeak);
    }

    /**
     * The same policy, tolerant or not.
     *
     * @param tolerated whether weakness has no effect on the result
     * @return the policy
     */
    public AlgorithmPolicy withAllowWeak(boolean tolerated) {
        return new AlgorithmPolicy(minimumRsaBits, digests, curves, tolerated);
    }

    /**
     * Judges a digest.
     *
     * @param digest the digest in use
     * @return {@code WEAK_ALGORITHM}, or empty if it is allowed
     */
    public Optional<Finding> judge(DigestAlgorithm digest) {
        return digests.contains(digest.standardName())
                ? Optional.empty()
                : Optional.of(weakAlgorithm(digest.standardName() + " is not an allowed digest"));
    }

    /**
     * Judges a curve.
     *
     * @param name the curve's name
     * @return {@code WEAK_KEY}, or empty if it is allowed
     */
    public Optional<Finding> judgeCurve(String name) {
        return curves.contains(name)
                ? Optional.empty()
                : Optional.of(weakKey(name + " is not an allowed curve"));
    }

    /**
     * Judges the length of an RSA key.
     *
     * @param bits the modulus' length
     * @return {@code WEAK_KEY}, or empty if it is long enough
     */
    public Optional<Finding> judgeRsa(int bits) {
        return bits >= minimumRsaBits
                ? Optional.empty()
                : Optional.of(weakKey("RSA key of " + bits + " bits, at least " + minimumRsaBits));
    }

    /**
     * A weak algorithm with this policy's effect.
     *
     * @param detail a sentence for an administrator
     * @return the finding
     */
    public Finding weakAlgorithm(String detail) {
        return effective(Finding.of(ReasonCode.WEAK_ALGORITHM, detail));
    }

    private Finding weakKey(String detail) {
        return effective(Finding.of(ReasonCode.WEAK_KEY, detail));
    }

    private Finding effective(Finding finding) {
        return allowWeak ? finding.tolerated() : finding;
    }

    private static void requireKnown(String kind, Set<String> names, Set<String> known) {
        List<String> unknown = names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown " + kind + " " + unknown + "; accepted are " + known);
        }
    }
}
