/**
 * From a message's octets to RFC 7281's result: the layers, their signers, the author's identity,
 * and the rule that makes one result of many.
 */
package org.securemessaging.verification;
