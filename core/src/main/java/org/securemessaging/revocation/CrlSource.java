package org.securemessaging.revocation;

import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.result.Finding;

/** A place where CRLs are. Implementations are thread safe. */
@FunctionalInterface
public interface CrlSource {
    /**
     * What is looked for.
     *
     * @param issuers whose CRLs could cover the certificate
     * @param certificateIssuer the certificate's issuer, by whose name those of points may go on
     * @param points the certificate's distribution points, for complete CRLs and for deltas
     * @param budget what may be spent on the network
     */
    record Request(
            Set<NameKey> issuers,
            X500Name certificateIssuer,
            List<DistributionPoint> points,
            FetchBudget budget) {}

    /**
     * What was found.
     *
     * @param crls CRLs that may or may not cover the certificate
     * @param problems why others could not be had
     */
    record Found(List<Crl> crls, List<Finding> problems) {
        /** Copies the lists. */
        public Found {
            crls = List.copyOf(crls);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Looks for CRLs.
     *
     * @param request which
     * @return what was found
     */
    Found find(Request request);

    /**
     * Tells that a CRL which this source may have found is signed by someone to be believed.
     *
     * @param request what was looked for
     * @param crl what was found
     */
    default void believe(Request request, Crl crl) {}

    /**
     * Tells that a CRL which this source may have found is not signed by anyone to be believed.
     *
     * @param request what was looked for
     * @param crl what was found
     * @return whether the source would find another one in its place now
     */
    default boolean distrust(Request request, Crl crl) {
        return false;
    }
}
