package org.securemessaging.cms;

import java.security.Provider;

/**
 * What every verification of a signer needs.
 *
 * @param checker checks signature values
 * @param policy judges algorithms
 * @param limits bounds the work
 * @param bouncyCastle computes the rarer digests
 */
record SignerTools(
        SignatureChecker checker,
        AlgorithmPolicy policy,
        CmsLimits limits,
        Provider bouncyCastle) {}
