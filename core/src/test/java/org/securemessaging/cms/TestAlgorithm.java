package org.securemessaging.cms;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An algorithm to sign tests with, and what must be reported of it. */
enum TestAlgorithm {
    RSA_SHA256("RSA", "2048", "SHA256withRSA", "RSASSA-PKCS1-v1_5 with SHA-256", "SHA-256", ""),
    RSA_SHA512("RSA", "2048", "SHA512withRSA", "RSASSA-PKCS1-v1_5 with SHA-512", "SHA-512", ""),
    RSA_SHA3("RSA", "2048", "SHA3-256withRSA", "RSASSA-PKCS1-v1_5 with SHA3-256", "SHA3-256", ""),
    RSA_SHA1(
            "RSA",
            "2048",
            "SHA1withRSA",
            "RSASSA-PKCS1-v1_5 with SHA-1",
            "SHA-1",
            " weak-algorithm"),
    RSA_MD5("RSA", "2048", "MD5withRSA", "RSASSA-PKCS1-v1_5 with MD5", "MD5", " weak-algorithm"),
    RSA_RIPEMD(
            "RSA",
            "2048",
            "RIPEMD160withRSA",
            "RSASSA-PKCS1-v1_5 with RIPEMD-160",
            "RIPEMD-160",
            " weak-algorithm"),
    RSA_SHORT(
            "RSA",
            "1024",
            "SHA256withRSA",
            "RSASSA-PKCS1-v1_5 with SHA-256",
            "SHA-256",
            " weak-key"),
    PSS_SHA256("RSA", "2048", "SHA256withRSAandMGF1", "RSASSA-PSS with SHA-256", "SHA-256", ""),
    PSS_SHA512("RSA", "2048", "SHA512withRSAandMGF1", "RSASSA-PSS with SHA-512", "SHA-512", ""),
    PSS_SHA3("RSA", "2048", "SHA3-384withRSAandMGF1", "RSASSA-PSS with SHA3-384", "SHA3-384", ""),
    PSS_SHAKE("RSA", "2048", "SHAKE128withRSAPSS", "RSASSA-PSS with SHAKE128", "SHAKE128", ""),
    P256("EC", "P-256", "SHA256withECDSA", "ECDSA with SHA-256", "SHA-256", ""),
    P384("EC", "P-384", "SHA384withECDSA", "ECDSA with SHA-384", "SHA-384", ""),
    P521("EC", "P-521", "SHA512withECDSA", "ECDSA with SHA-512", "SHA-512", ""),
    P256_SHA3("EC", "P-256", "SHA3-256withECDSA", "ECDSA with SHA3-256", "SHA3-256", ""),
    P256_SHAKE("EC", "P-256", "SHAKE256withECDSA", "ECDSA with SHAKE256", "SHAKE256", ""),
    BRAINPOOL256("EC", "brainpoolP256r1", "SHA256withECDSA", "ECDSA with SHA-256", "SHA-256", ""),
    BRAINPOOL384("EC", "brainpoolP384r1", "SHA384withECDSA", "ECDSA with SHA-384", "SHA-384", ""),
    BRAINPOOL512("EC", "brainpoolP512r1", "SHA512withECDSA", "ECDSA with SHA-512", "SHA-512", ""),
    P224("EC", "P-224", "SHA256withECDSA", "ECDSA with SHA-256", "SHA-256", " weak-key"),
    SECP256K1("EC", "secp256k1", "SHA256withECDSA", "ECDSA with SHA-256", "SHA-256", " weak-key"),
    ED25519("Ed25519", "", "Ed25519", "Ed25519", "SHA-512", ""),
    ED448("Ed448", "", "Ed448", "Ed448", "SHAKE256", ""),
    DSA("DSA", "2048", "SHA256withDSA", "DSA with SHA-256", "SHA-256", " weak-algorithm"),
    ML_DSA_44("ML-DSA-44", "", "ML-DSA-44", "ML-DSA-44", "SHA-512", ""),
    ML_DSA_65("ML-DSA-65", "", "ML-DSA-65", "ML-DSA-65", "SHA-512", ""),
    ML_DSA_87("ML-DSA-87", "", "ML-DSA-87", "ML-DSA-87", "SHA-512", ""),
    SLH_DSA_128F("SLH-DSA-SHA2-128F", "", "SLH-DSA-SHA2-128F", "SLH-DSA-SHA2-128f", "SHA-256", "");

    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    final String keyAlgorithm;
    final String parameter;
    final String signer;
    final String signatureName;
    final String digestName;

    /** The reason codes that a good signature gets, each behind a space. */
    final String weakness;

    TestAlgorithm(
            String keyAlgorithm,
            String parameter,
            String signer,
            String signatureName,
            String digestName,
            String weakness) {
        this.keyAlgorithm = keyAlgorithm;
        this.parameter = parameter;
        this.signer = signer;
        this.signatureName = signatureName;
        this.digestName = digestName;
        this.weakness = weakness;
    }

    /** A key pair, the same at each call. */
    KeyPair keys() {
        return KEYS.computeIfAbsent(keyAlgorithm + parameter, name -> newKeys());
    }

    /** A key pair of its own. */
    KeyPair newKeys() {
        try {
            KeyPairGenerator generator =
                    keyAlgorithm.equals("RSA") || keyAlgorithm.equals("DSA")
                            ? KeyPairGenerator.getInstance(keyAlgorithm)
                            : KeyPairGenerator.getInstance(keyAlgorithm, Layers.BOUNCY_CASTLE);
            if (keyAlgorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec(parameter));
            } else if (!parameter.isEmpty()) {
                generator.initialize(Integer.parseInt(parameter));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name(), e);
        }
    }
}
