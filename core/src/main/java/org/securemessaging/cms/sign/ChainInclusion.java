package org.securemessaging.cms.sign;

import java.util.ArrayList;
import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;

/** Which certificates go along with a signature, besides the signer's own (RFC 8551 §2.3). */
public enum ChainInclusion {
    /** None: the recipients have the issuers, or look for them. */
    NONE,
    /** Those up to the root, without it: who does not know the root must not trust it either. */
    WITHOUT_ROOT,
    /** All that are known. */
    WHOLE;

    List<Certificate> of(CertifiedKey key) {
        List<Certificate> all = new ArrayList<>();
        all.add(key.certificate());
        key.chain().stream().filter(this::includes).forEach(all::add);
        return all;
    }

    private boolean includes(Certificate certificate) {
        return switch (this) {
            case NONE -> false;
            case WITHOUT_ROOT -> !certificate.subject().equals(certificate.issuer());
            case WHOLE -> true;
        };
    }
}
