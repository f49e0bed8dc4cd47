package org.securemessaging.pipeline.encryption;

/**
 * A recipient who does not get a mail.
 *
 * @param recipient who
 * @param reason why
 */
public record Refusal(Addressee recipient, RefusalReason reason) {}
