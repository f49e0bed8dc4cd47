/** Signing: SignedData over octets, and messages that hold it (RFC 5652 §5, RFC 8551 §3.5). */
package org.securemessaging.cms.sign;
