package org.securemessaging.revocation;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.securemessaging.certificate.WebAddresses;
import org.securemessaging.result.Finding;

/** CRLs from the http, https, ldap and ldaps addresses that certificates name. Thread safe. */
public final class CrlDownloads implements CrlSource {
    // For a directory's address that says nothing; RFC 5280 wants it to say.
    private static final String ATTRIBUTE = "certificateRevocationList;binary";
    // Real certificates name one or two addresses; each one named costs a fetch.
    private static final int ADDRESSES = 8;

    private final CrlCache cache;

    /**
     * A source.
     *
     * @param cache fetches and keeps what certificates name
     */
    public CrlDownloads(CrlCache cache) {
        this.cache = cache;
    }

    @Override
    public Found find(Request request) {
        List<Crl> crls = new ArrayList<>();
        List<Finding> problems = new ArrayList<>();
        for (DistributionPoint point : request.points()) {
            // The addresses of one point are alternatives (RFC 5280 §4.2.1.13).
            for (URI address : addresses(point)) {
                CrlCache.Answer answer = cache.get(address, request.budget());
                answer.crl().ifPresent(crls::add);
                answer.problem().ifPresent(problems::add);
                if (answer.crl().isPresent() && answer.problem().isEmpty()) {
                    break;
                }
            }
        }
        return new Found(crls, problems);
    }

    @Override
    public void believe(Request request, Crl crl) {
        for (DistributionPoint point : request.points()) {
            addresses(point).forEach(address -> cache.believe(address, crl));
        }
    }

    @Override
    public boolean distrust(Request request, Crl crl) {
        boolean another = false;
        for (DistributionPoint point : request.points()) {
            for (URI address : addresses(point)) {
                another |= cache.drop(address, crl);
            }
        }
        return another;
    }

    private static Set<URI> addresses(DistributionPoint point) {
        DistributionPointName name = point.getDistributionPoint();
        return name != null && name.getType() == DistributionPointName.FULL_NAME
                ? WebAddresses.withDirectories(
                        Stream.of(GeneralNames.getInstance(name.getName()).getNames()),
                        ADDRESSES,
                        ATTRIBUTE)
                : Set.of();
    }
}
