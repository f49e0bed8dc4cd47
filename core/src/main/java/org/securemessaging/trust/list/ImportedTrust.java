package org.securemessaging.trust.list;

import java.util.List;
import org.securemessaging.certificate.Certificate;

/**
 * What someone else's list says, in our words. It is a proposal: nothing of it is trusted, or
 * denied, before an administrator puts it into a list or a folder.
 *
 * @param entries denies, and constraints for those who are made anchors; never an allow
 * @param certificates the certificates the list holds, which may be made anchors
 * @param problems one sentence for each thing that was passed over
 */
public record ImportedTrust(
        List<TrustListEntry> entries, List<Certificate> certificates, List<String> problems) {
    /** Copies the lists. */
    public ImportedTrust {
        entries = List.copyOf(entries);
        certificates = List.copyOf(certificates);
        problems = List.copyOf(problems);
    }
}
