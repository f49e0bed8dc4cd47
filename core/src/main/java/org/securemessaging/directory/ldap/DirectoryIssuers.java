package org.securemessaging.directory.ldap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.DirectoryCertificates;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.Flights;
import org.securemessaging.trust.IssuerSource;

/**
 * Issuers from a directory of the administrator's: cACertificate and both halves of
 * crossCertificatePair (RFC 4523) at the entry that the issuer's name says, and at entries of CAs
 * below the base with its common name. One look-up at a time for each issuer however many wait for
 * it; what was found, or that there is nothing, is remembered for some minutes. Thread safe.
 */
public final class DirectoryIssuers implements IssuerSource, AutoCloseable {
    private static final List<String> ATTRIBUTES = List.of("cACertificate", "crossCertificatePair");
    // What the administrator puts there now counts for the mail he tries it with next.
    private static final Duration KEPT = Duration.ofMinutes(5);
    // Issuers; a few KB each.
    private static final int MOST_ISSUERS = 2_000;
    // A bridge has as many cross-certificates as members.
    private static final int MOST_CERTIFICATES = 300;

    private final String name;
    private final PkiEntries entries;
    private final Flights<NameKey, Found> flights = new Flights<>("directory-issuers");
    private final Cache<NameKey, Found> held =
            Caffeine.newBuilder().maximumSize(MOST_ISSUERS).expireAfterWrite(KEPT).build();

    /**
     * A source.
     *
     * @param settings how the directory is reached
     * @param directory its connections; not closed with this
     */
    public DirectoryIssuers(DirectorySettings settings, DirectoryConnections directory) {
        this.name = settings.name();
        this.entries = new PkiEntries(directory, settings.base(), settings.readTime());
    }

    @Override
    public Found issuersOf(Certificate certificate, FetchBudget budget) {
        try {
            X500Name issuer = certificate.issuer();
            NameKey key = NameKey.of(issuer);
            Found known = held.getIfPresent(key);
            if (known != null) {
                return known;
            }
            // One's own directory costs time, but no fetch from a stranger's server.
            if (budget.remaining().isZero()) {
                return problem("not asked, no time left");
            }
            return flights.join(key, budget, () -> lookUp(key, issuer))
                    .orElseGet(() -> problem("the time for asking ran out"));
        } catch (CertificateFormatException e) {
            return problem(e.getMessage());
        }
    }

    @Override
    public void close() {
        flights.close();
    }

    private Found lookUp(NameKey key, X500Name issuer) {
        Set<Certificate> certificates = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        boolean answered = false;
        List<Supplier<List<byte[]>>> ways =
                List.of(
                        () -> entries.at(PkiEntries.dn(issuer), ATTRIBUTES),
                        () -> entries.ofCa(issuer, ATTRIBUTES));
        for (Supplier<List<byte[]>> way : ways) {
            try {
                CertificateFiles.Contents contents =
                        DirectoryCertificates.parse(PkiEntries.joined(way.get()));
                certificates.addAll(contents.certificates());
                contents.problems().forEach(p -> problems.add(said(p)));
                answered = true;
            } catch (DirectoryRefusalException e) {
                // Of a name that lies outside its tree a server may refuse to speak at all.
                problems.add(said(e.getMessage()));
                answered = true;
            } catch (DirectoryUnavailableException e) {
                problems.add(e.getMessage());
            }
        }
        List<Certificate> first = certificates.stream().limit(MOST_CERTIFICATES).toList();
        // Problems explain why nothing was found, and no more.
        Found found = new Found(first, first.isEmpty() ? problems : List.of());
        if (answered) {
            held.put(key, found);
        }
        return found;
    }

    private Found problem(String what) {
        return new Found(List.of(), List.of(said(what)));
    }

    private String said(String what) {
        return "directory " + name + ": " + what;
    }
}
