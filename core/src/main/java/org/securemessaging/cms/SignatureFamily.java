package org.securemessaging.cms;

/** The kinds of signature algorithm, each with keys of its own. */
enum SignatureFamily {
    /** RFC 8017 §8.2. */
    RSA_PKCS1("RSASSA-PKCS1-v1_5"),
    /** RFC 8017 §8.1. */
    RSA_PSS("RSASSA-PSS"),
    /** RFC 5753. */
    ECDSA("ECDSA"),
    /** FIPS 186-4. */
    DSA("DSA"),
    /** RFC 8032, 8419. */
    EDDSA("EdDSA"),
    /** FIPS 204, RFC 9882. */
    ML_DSA("ML-DSA"),
    /** FIPS 205, RFC 9814. */
    SLH_DSA("SLH-DSA");

    private final String title;

    SignatureFamily(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /**
     * Whether the verifier behind it keeps all octets in memory: Bouncy Castle's Ed25519, Ed448 and
     * SLH-DSA do, since they go over the message more than once when they sign.
     */
    boolean keepsOctets() {
        return this == EDDSA || this == SLH_DSA;
    }
}
