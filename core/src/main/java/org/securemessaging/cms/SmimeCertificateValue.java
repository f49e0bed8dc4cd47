package org.securemessaging.cms;

import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;

/**
 * What a value of the directory attribute userSMIMECertificate holds (RFC 2798 §2.8).
 *
 * @param certificates its certificates in their order, those of CAs among them
 * @param capabilities what the signer's program can read; empty if it does not say, or if nothing
 *     shows that it was the signer who said it
 * @param problems a sentence for each thing that could not be read or believed
 */
public record SmimeCertificateValue(
        List<Certificate> certificates,
        Optional<SmimeCapabilities> capabilities,
        List<String> problems) {
    /** Copies the lists. */
    public SmimeCertificateValue {
        certificates = List.copyOf(certificates);
        problems = List.copyOf(problems);
    }
}
