package org.securemessaging.verification;

/** Which of the message's addresses the signer's certificate must hold (RFC 8550 §3). */
public enum IdentityMode {
    /** From, or else a Sender of the same domain as From. The default. */
    FROM_OR_SENDER,
    /** From alone. */
    FROM,
    /** No address is compared; a {@code pass} then says nothing about the author. */
    OFF
}
