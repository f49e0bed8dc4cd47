package org.securemessaging.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.DirectoryCertificates;
import org.securemessaging.certificate.WebAddresses;
import org.securemessaging.net.BackOff;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.FetchRequest;
import org.securemessaging.net.FetchResult;
import org.securemessaging.net.Fetcher;
import org.securemessaging.net.Flights;

/**
 * Issuers from the addresses that certificates name as caIssuers (RFC 5280 §4.2.2.1): over http and
 * https a certificate, or a "certs-only" structure with several; over ldap and ldaps a CA's
 * certificates and cross-certificates. One fetch at a time for each address however many wait for
 * it, and none from a server that has just failed. Thread safe.
 */
public final class CaIssuers implements IssuerSource, AutoCloseable {
    // All that a directory has of a CA; RFC 5280 wants the address to say, and some do not.
    private static final String ATTRIBUTES = "cACertificate;binary,crossCertificatePair;binary";
    // Real certificates name one or two; each one named costs a fetch.
    private static final int ADDRESSES = 4;
    // What the US Federal Bridge publishes as issued to it, some 150 certificates, is half of it.
    private static final long MAXIMUM_BYTES = 1 << 20;
    private static final int MOST_CERTIFICATES = 300;
    // A CA's certificate lasts for years, and a new one comes with a new address or a day's delay.
    private static final Duration KEPT = Duration.ofDays(1);
    // Addresses; at a few KB each this is some megabytes.
    private static final int MOST_ADDRESSES = 2_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Fetcher fetcher;
    private final Duration fetchTime;
    private final BackOff<URI, Found> backOff;
    private final Flights<URI, Found> flights = new Flights<>("issuer-fetch");
    private final Cache<URI, Found> held =
            Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterWrite(KEPT).build();

    /**
     * A source.
     *
     * @param fetcher fetches
     * @param fetchTime how long one fetch may take
     * @param clock says for how long a server that failed is left alone
     */
    public CaIssuers(Fetcher fetcher, Duration fetchTime, Clock clock) {
        this.fetcher = fetcher;
        this.fetchTime = fetchTime;
        this.backOff = new BackOff<>(FIRST_PAUSE, LONGEST_PAUSE, clock);
    }

    @Override
    public Found issuersOf(Certificate certificate, FetchBudget budget) {
        List<Certificate> certificates = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            for (URI address :
                    WebAddresses.withDirectories(
                            certificate,
                            AccessDescription.id_ad_caIssuers,
                            ADDRESSES,
                            ATTRIBUTES)) {
                Found found = get(address, budget);
                certificates.addAll(found.certificates());
                problems.addAll(found.problems());
            }
        } catch (CertificateFormatException e) {
            problems.add(e.getMessage());
        }
        return new Found(certificates, problems);
    }

    @Override
    public void close() {
        flights.close();
    }

    private Found get(URI address, FetchBudget budget) {
        Optional<Found> known =
                Optional.ofNullable(held.getIfPresent(address)).or(() -> backOff.recent(address));
        if (known.isPresent()) {
            return known.get();
        }
        if (!budget.take()) {
            return problem(address + ": not fetched, nothing left to spend");
        }
        return flights.join(address, budget, () -> fetch(address))
                .orElseGet(() -> problem(address + ": the time for fetching ran out"));
    }

    private Found fetch(URI address) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        FetchResult result;
        try {
            result = fetcher.fetch(new FetchRequest(address, fetchTime, MAXIMUM_BYTES), octets);
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be written", e);
        }
        Found found =
                result instanceof FetchResult.Failed failed
                        ? problem(failed.detail())
                        : parse(address, octets.toByteArray());
        if (found.certificates().isEmpty()) {
            backOff.failed(address, found);
        } else {
            held.put(address, found);
            backOff.succeeded(address);
        }
        return found;
    }

    private static Found parse(URI address, byte[] octets) {
        CertificateFiles.Contents contents =
                address.getScheme().regionMatches(true, 0, "ldap", 0, 4)
                        ? DirectoryCertificates.parse(octets)
                        : CertificateFiles.parse(octets);
        return contents.certificates().isEmpty()
                ? problem(address + ": no certificate there")
                : new Found(
                        contents.certificates().stream().limit(MOST_CERTIFICATES).toList(),
                        List.of());
    }

    private static Found problem(String what) {
        return new Found(List.of(), List.of(what));
    }
}
