package org.securemessaging.cms.sign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.DigestAlgorithm;

/**
 * One of those who sign side by side.
 *
 * @param key the key
 * @param algorithm what it signs with
 */
record Signatory(CertifiedKey key, SigningAlgorithm algorithm) {
    /**
     * Those of an identity, each once.
     *
     * @throws SigningException if a key, or the digest with it, can't be used here
     */
    static List<Signatory> of(SigningIdentity identity, SigningSettings settings) {
        // By certificate, never by key: the hash of an elliptic key costs as much as a signature.
        Map<Certificate, Signatory> all = new LinkedHashMap<>();
        for (CertifiedKey key : identity.keys()) {
            all.putIfAbsent(
                    key.certificate(),
                    new Signatory(
                            key,
                            SigningAlgorithm.of(
                                    key.certificate().holder().getSubjectPublicKeyInfo(),
                                    settings)));
        }
        return List.copyOf(all.values());
    }

    /** The digests that they need of the content, each once. */
    static List<DigestAlgorithm> digests(List<Signatory> signatories) {
        return signatories.stream().map(each -> each.algorithm().digest()).distinct().toList();
    }
}
