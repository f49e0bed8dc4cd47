package org.securemessaging.revocation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.securemessaging.certificate.NameKey;

/** CRLs in memory, found by issuer. Immutable and thread safe. */
public final class CrlCollection implements CrlSource {
    private final Map<NameKey, List<Crl>> byIssuer = new HashMap<>();

    /**
     * Indexes CRLs.
     *
     * @param crls any
     */
    public CrlCollection(Collection<Crl> crls) {
        crls.forEach(
                crl -> byIssuer.computeIfAbsent(crl.issuer(), k -> new ArrayList<>()).add(crl));
    }

    @Override
    public Found find(Request request) {
        List<Crl> found = new ArrayList<>();
        request.issuers().forEach(i -> found.addAll(byIssuer.getOrDefault(i, List.of())));
        return new Found(found, List.of());
    }
}
