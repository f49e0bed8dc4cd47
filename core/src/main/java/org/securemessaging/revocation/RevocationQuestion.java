package org.securemessaging.revocation;

import java.time.Instant;
import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.net.FetchBudget;

/**
 * Whose status is asked for, and with what.
 *
 * @param certificate the certificate
 * @param issuer its issuer, whose name and key OCSP needs
 * @param at the time for which the status is wanted
 * @param offered CRLs that came with the message. They may be old ones that hide a revocation, so
 *     they are believed when they say "revoked", and else only where nothing better is to be had
 * @param budget what may be spent on the network
 */
public record RevocationQuestion(
        Certificate certificate,
        Certificate issuer,
        Instant at,
        List<Crl> offered,
        FetchBudget budget) {
    /** Copies the list. */
    public RevocationQuestion {
        offered = List.copyOf(offered);
    }

    /** The same question, to be answered without the network. */
    RevocationQuestion offline() {
        return new RevocationQuestion(certificate, issuer, at, offered, FetchBudget.none());
    }
}
