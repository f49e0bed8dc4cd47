package org.securemessaging.pipeline.encryption;

import org.securemessaging.cms.encrypt.CipherPolicy;
import org.securemessaging.cms.encrypt.RecipientNaming;

/**
 * How envelopes are made.
 *
 * @param ciphers which ciphers are written
 * @param naming how recipients are named in them
 */
public record CipherSettings(CipherPolicy ciphers, RecipientNaming naming) {}
