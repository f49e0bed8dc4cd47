/**
 * Encryption: which algorithms a message takes, and the envelope itself (RFC 5652 §6, RFC 5083).
 */
package org.securemessaging.cms.encrypt;
