package org.securemessaging.directory.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.Flights;

/**
 * Remembers what was looked up: certificates for one time, and that there is none for another,
 * shorter one. That a source is away is not remembered. Whether a remembered certificate is still
 * valid, trusted and not revoked is asked each time.
 *
 * <p>However many ask for an address at once, it is looked up once. Nobody waits longer than the
 * time for a look-up. Thread safe; to be closed.
 */
public final class CachedDirectory implements CertificateDirectory, AutoCloseable {
    private final CertificateDirectory directory;
    private final CertificateChooser chooser;
    private final Settings settings;
    private final Cache<MailAddress, LookUp> known;
    private final Flights<MailAddress, LookUp> flights = new Flights<>("certificate-look-up");

    /**
     * How long things are remembered.
     *
     * @param found for how long a certificate
     * @param none for how long that there is none
     * @param entries how many addresses at most
     * @param time how long a look-up may take in all
     */
    public record Settings(Duration found, Duration none, int entries, Duration time) {
        /**
         * A certificate published today is used in a minute, one replaced in ten. A hundred
         * thousand entries with a certificate each take some 500 MB at worst; addresses without,
         * which are most, some 30. A look-up may take what a down server's time-outs take.
         */
        public static final Settings DEFAULT =
                new Settings(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(1),
                        100_000,
                        Duration.ofSeconds(30));
    }

    /**
     * A memory in front of a directory.
     *
     * @param directory is asked for what is not remembered
     * @param chooser says whether a remembered certificate is still good
     * @param settings how long things are remembered
     */
    public CachedDirectory(
            CertificateDirectory directory, CertificateChooser chooser, Settings settings) {
        this(directory, chooser, settings, Ticker.systemTicker());
    }

    CachedDirectory(
            CertificateDirectory directory,
            CertificateChooser chooser,
            Settings settings,
            Ticker ticker) {
        this.directory = directory;
        this.chooser = chooser;
        this.settings = settings;
        this.known =
                Caffeine.newBuilder()
                        .maximumSize(settings.entries())
                        .ticker(ticker)
                        .expireAfter(Expiry.writing((MailAddress k, LookUp v) -> lifetime(v)))
                        .build();
    }

    @Override
    public LookUp lookUp(MailAddress address) {
        LookUp remembered = known.getIfPresent(address);
        if (remembered != null && remembered.chosen().map(chooser::holds).orElse(true)) {
            return remembered;
        }
        return flights.join(address, FetchBudget.of(settings.time(), 1), () -> fresh(address))
                .orElseGet(
                        () ->
                                LookUp.failed(
                                        address,
                                        new SourceFailure(
                                                "look-up", "took longer than " + settings.time())));
    }

    private LookUp fresh(MailAddress address) {
        LookUp found = directory.lookUp(address);
        if (found.outcome() == LookUp.Outcome.UNAVAILABLE) {
            known.invalidate(address);
        } else {
            known.put(address, found);
        }
        return found;
    }

    /** With a source away a later one may have served, or an older certificate: not for long. */
    private Duration lifetime(LookUp found) {
        return found.chosen().isPresent() && found.failures().isEmpty()
                ? settings.found()
                : settings.none();
    }

    /** Ends look-ups that are under way. */
    @Override
    public void close() {
        flights.close();
    }
}
