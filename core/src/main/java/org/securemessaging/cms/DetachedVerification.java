package org.securemessaging.cms;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies a signature whose content stands outside of it. One use by one thread. */
final class DetachedVerification {
    private static final int BUFFER = 8 * 1024;

    private final CmsLimits limits;
    private final SignersVerifier signers;
    private Optional<byte[]> enclosedDigest = Optional.empty();

    DetachedVerification(CmsLimits limits, SignersVerifier signers) {
        this.limits = limits;
        this.signers = signers;
    }

    /**
     * Verifies.
     *
     * @throws CmsFormatException if the signature is no SignedData
     * @throws CmsLimitException if it is larger than the limits
     */
    SignedDataReport verify(InputStream der, List<SignedOctets> forms, CertificateSource source)
            throws IOException {
        SignedDataStructure structure = new SignedDataReader(der, limits).read(this::noteEnclosed);
        List<DigestedContent> contents =
                forms.stream()
                        .map(octets -> new DigestedContent(octets, signers.bouncyCastle()))
                        .toList();
        return signers.verify(structure, contents, enclosedDigest, source);
    }

    /**
     * RFC 8551 §3.5.3.2: there MUST be no eContent. Some send an empty one; any other must be the
     * content itself, or else two programs would show two messages under one signature.
     */
    private void noteEnclosed(InputStream content, Set<DigestAlgorithm> announced)
            throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA_256.newDigest(signers.bouncyCastle());
        byte[] buffer = new byte[BUFFER];
        boolean empty = true;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            digest.update(buffer, 0, n);
            empty = false;
        }
        enclosedDigest = empty ? Optional.empty() : Optional.of(digest.digest());
    }
}
