package org.securemessaging.pipeline.encryption;

import org.securemessaging.certificate.MailAddress;

/**
 * A recipient of the envelope.
 *
 * @param written the address as the envelope has it
 * @param address the address in the form in which it is looked up
 * @param shown whether the message itself names the address, in To or Cc; false for a blind copy,
 *     and for those whom an alias or a list stands for
 */
public record Addressee(String written, MailAddress address, boolean shown) {}
