package org.securemessaging.verification;

/**
 * A signer with what the rule of the envelope needs besides the verdict.
 *
 * @param verdict the verdict that is reported
 * @param matches whether its certificate speaks for the message's author or sender
 * @param forged whether integrity failed: the octets are not those that were signed
 */
record JudgedSigner(SignerVerdict verdict, boolean matches, boolean forged) {}
