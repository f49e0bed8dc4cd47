package org.securemessaging.cms;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verifies a signature that encloses its content. One use by one thread. */
final class EncapsulatedVerification {
    /** Puts a content where it can be read again. */
    @FunctionalInterface
    interface Spool {
        SignedOctets store(InputStream content) throws IOException;
    }

    /** More than this many announced digests are computed only if a signer wants them. */
    private static final int DIGESTS_IN_PASSING = 2;

    private final CmsLimits limits;
    private final SignersVerifier signers;
    private Optional<DigestedContent> spooled = Optional.empty();

    EncapsulatedVerification(CmsLimits limits, SignersVerifier signers) {
        this.limits = limits;
        this.signers = signers;
    }

    /**
     * Verifies.
     *
     * @throws CmsFormatException if the octets are no SignedData
     * @throws CmsLimitException if it is larger than the limits
     */
    SignedDataReport verify(InputStream der, Spool spool, CertificateSource source)
            throws IOException {
        SignedDataStructure structure =
                new SignedDataReader(der, limits)
                        .read((content, announced) -> store(content, announced, spool));
        return signers.verify(structure, spooled.stream().toList(), Optional.empty(), source);
    }

    /**
     * digestAlgorithms come before the content, but may be empty or lie: the SignerInfos behind the
     * content decide, and what was not computed in passing is computed from the spool.
     */
    private void store(InputStream content, Set<DigestAlgorithm> announced, Spool spool)
            throws IOException {
        List<DigestAlgorithm> inPassing =
                announced.size() > DIGESTS_IN_PASSING ? List.of() : List.copyOf(announced);
        DigestingInputStream digesting =
                new DigestingInputStream(content, inPassing, signers.bouncyCastle());
        DigestedContent stored =
                new DigestedContent(spool.store(digesting), signers.bouncyCastle());
        digesting.transferTo(java.io.OutputStream.nullOutputStream());
        Map<DigestAlgorithm, byte[]> computed = digesting.finish();
        stored.add(computed);
        spooled = Optional.of(stored);
    }
}
