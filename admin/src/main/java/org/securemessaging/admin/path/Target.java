package org.securemessaging.admin.path;

import java.util.List;
import org.securemessaging.certificate.Certificate;

/**
 * A certificate whose path is looked for.
 *
 * @param file where it stands, as it was named; {@code -} for standard input
 * @param certificate the certificate
 * @param others those in the same file
 */
record Target(String file, Certificate certificate, List<Certificate> others) {}
