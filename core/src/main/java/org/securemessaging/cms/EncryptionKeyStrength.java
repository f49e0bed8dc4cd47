package org.securemessaging.cms;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Judges whether a key is strong enough to encrypt to. What a weak signature costs is doubt today;
 * what a weak key here costs is the secret, for whoever keeps the mail. So nothing is tolerated,
 * even where the policy tolerates weakness. Immutable and thread safe.
 */
public final class EncryptionKeyStrength {
    /**
     * RFC 8551 §4.4: shorter keys should not be encrypted to, whatever old mail is verified with.
     */
    private static final int LEAST_RSA_BITS = 2048;

    private static final Set<ASN1ObjectIdentifier> RSA =
            Set.of(
                    PKCSObjectIdentifiers.rsaEncryption,
                    PKCSObjectIdentifiers.id_RSAES_OAEP,
                    X509ObjectIdentifiers.id_ea_rsa);

    private static final Set<ASN1ObjectIdentifier> DIFFIE_HELLMAN =
            Set.of(X9ObjectIdentifiers.dhpublicnumber, PKCSObjectIdentifiers.dhKeyAgreement);

    private final AlgorithmPolicy policy;

    /**
     * A judge.
     *
     * @param policy which curves are allowed, and how long an RSA key must be, where that is more
     *     than 2048 bits
     */
    public EncryptionKeyStrength(AlgorithmPolicy policy) {
        this.policy =
                policy.withAllowWeak(false)
                        .withMinimumRsaBits(Math.max(LEAST_RSA_BITS, policy.minimumRsaBits()));
    }

    /**
     * Judges a certificate's key. X25519, X448 and ML-KEM have one strength each, which is enough.
     *
     * @param certificate the recipient's certificate
     * @return what is wrong with its key; empty if it is strong enough
     */
    public List<Finding> judge(Certificate certificate) {
        SubjectPublicKeyInfo key = certificate.holder().getSubjectPublicKeyInfo();
        ASN1ObjectIdentifier kind = key.getAlgorithm().getAlgorithm();
        try {
            if (RSA.contains(kind)) {
                return rsa(key).stream().toList();
            } else if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return elliptic(key).stream().toList();
            }
            return DIFFIE_HELLMAN.contains(kind)
                    ? List.of(Finding.of(ReasonCode.KEY_USAGE, "Diffie-Hellman is not supported"))
                    : List.of();
        } catch (SignatureRejection e) {
            return List.of(e.finding());
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers a malformed key with many kinds of unchecked exception.
            return List.of(
                    Finding.of(
                            ReasonCode.MALFORMED_CERTIFICATE,
                            "malformed public key: " + e.getMessage()));
        }
    }

    private Optional<Finding> rsa(SubjectPublicKeyInfo key) throws IOException, SignatureRejection {
        ASN1Sequence numbers = ASN1Sequence.getInstance(key.parsePublicKey());
        BigInteger modulus = ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue();
        BigInteger exponent = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
        Optional<Finding> tooShort = policy.judgeRsa(modulus.bitLength());
        if (tooShort.isEmpty()) {
            PublicKeyReader.requireRsaBounds(modulus, exponent);
        }
        return tooShort;
    }

    private Optional<Finding> elliptic(SubjectPublicKeyInfo key) {
        if (!(key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve)) {
            return Optional.of(
                    Finding.of(ReasonCode.MALFORMED_CERTIFICATE, "EC key without a named curve"));
        }
        return policy.judgeCurve(NamedCurves.name(curve).orElse("curve " + curve));
    }
}
