/**
 * CRLs as evidence: fetched, cached, parsed, judged by their scope (RFC 5280 §5, §6.3). Whether a
 * CRL's signer is to be believed is asked of others.
 */
package org.securemessaging.revocation;
