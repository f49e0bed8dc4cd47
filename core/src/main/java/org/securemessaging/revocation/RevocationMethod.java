package org.securemessaging.revocation;

/** A way to find out whether a certificate is revoked. Implementations are thread safe. */
@FunctionalInterface
public interface RevocationMethod {
    /**
     * Asks for a status.
     *
     * @param question whose, when, and with what
     * @param authority judges those who vouch for it
     * @return the status; never an exception for what a stranger sent
     */
    RevocationStatus check(RevocationQuestion question, RevocationAuthority authority);
}
