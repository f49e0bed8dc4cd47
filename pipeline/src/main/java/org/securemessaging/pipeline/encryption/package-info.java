/**
 * Encryption at the gateway: which mail is encrypted for whom, and what becomes of those it can't
 * be encrypted for. Knows mail addresses, certificates and rules, but neither James nor JavaMail.
 */
package org.securemessaging.pipeline.encryption;
