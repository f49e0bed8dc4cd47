package org.securemessaging.admin.verify;

import org.securemessaging.verification.VerificationReport;

/**
 * A message and what was found of it.
 *
 * @param file the file as it was named or found, or {@code -} for standard input
 * @param report what was found
 * @param authenticationResults the value that the server would stamp for it (RFC 8601 §2.2)
 */
record JudgedMessage(String file, VerificationReport report, String authenticationResults) {}
