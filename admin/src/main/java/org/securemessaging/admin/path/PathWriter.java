package org.securemessaging.admin.path;

import org.securemessaging.trust.PathReport;

/** Writes what was found of certificates, one after the other, to standard output. */
interface PathWriter {
    /**
     * Writes one certificate's report.
     *
     * @param target the certificate
     * @param report what was found
     */
    void write(Target target, PathReport report);
}
