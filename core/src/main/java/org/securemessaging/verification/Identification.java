package org.securemessaging.verification;

import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.result.Finding;

/**
 * The outcome of comparing a certificate's addresses with a message's.
 *
 * @param address the address that is in both, or else the first of the certificate's, for the stamp
 * @param matches whether the certificate speaks for the message's author or sender
 * @param findings what speaks against it, and what is worth saying
 */
record Identification(Optional<String> address, boolean matches, List<Finding> findings) {
    Identification {
        findings = List.copyOf(findings);
    }

    /** No comparison, for a layer that does not count. */
    static Identification none(MailAddresses certificate) {
        return new Identification(certificate.all().stream().findFirst(), false, List.of());
    }
}
