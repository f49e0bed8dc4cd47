package org.securemessaging.revocation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import org.securemessaging.net.FetchRequest;
import org.securemessaging.net.FetchResult;
import org.securemessaging.net.Fetcher;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches a CRL into the store. What is no CRL never gets there. Thread safe. */
final class CrlFetch {
    private static final Logger LOGGER = LoggerFactory.getLogger(CrlFetch.class);

    private final CrlStore store;
    private final Fetcher fetcher;
    private final CrlCacheSettings settings;
    private final Clock clock;

    CrlFetch(CrlStore store, Fetcher fetcher, CrlCacheSettings settings, Clock clock) {
        this.store = store;
        this.fetcher = fetcher;
        this.settings = settings;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Outcome {
        /** A CRL, which lies in the store. */
        record Fetched(Crl crl) implements Outcome {}

        /** One that is older than what lies in the store, which stays. */
        record Older() implements Outcome {}

        /** None, and the server is at fault. */
        record Refused(Finding finding) implements Outcome {}

        /** None, and this machine is at fault. */
        record Failed(Finding finding) implements Outcome {}
    }

    Outcome now(URI address) {
        FetchRequest request =
                new FetchRequest(address, settings.fetchTime(), settings.maximumBytes());
        try {
            Downloaded downloaded = new Downloaded();
            FetchResult result =
                    store.write(
                            address,
                            sink -> fetcher.fetch(request, sink),
                            (outcome, file) -> {
                                if (outcome instanceof FetchResult.Failed) {
                                    return false;
                                }
                                downloaded.crl = CrlFiles.parse(Files.readAllBytes(file));
                                downloaded.older = isOlder(address, downloaded.crl);
                                return !downloaded.older;
                            });
            if (result instanceof FetchResult.Failed failed) {
                return new Outcome.Refused(finding(failed));
            }
            return downloaded.older ? new Outcome.Older() : new Outcome.Fetched(downloaded.crl);
        } catch (CrlFormatException e) {
            return new Outcome.Refused(
                    Finding.of(ReasonCode.CRL_INVALID, address + ": " + e.getMessage()));
        } catch (IOException e) {
            LOGGER.error("the CRL cache can't be written", e);
            return new Outcome.Failed(
                    Finding.of(ReasonCode.CRL_UNAVAILABLE, "the CRL cache can't be written"));
        }
    }

    /** A replayed one, or one from a mirror that lags behind. */
    private boolean isOlder(URI address, Crl crl) {
        boolean older = atHand(address).filter(known -> isOlder(crl, known)).isPresent();
        if (older) {
            LOGGER.info("{} gave an older CRL than the one at hand, which stays", address);
        }
        return older;
    }

    private boolean isOlder(Crl crl, Crl known) {
        return crl.issuer().equals(known.issuer())
                && crl.thisUpdate().isBefore(known.thisUpdate())
                // One from the future would never give way.
                && !known.thisUpdate().isAfter(clock.instant());
    }

    private Optional<Crl> atHand(URI address) {
        try {
            return store.readBelieved(address).map(stored -> CrlFiles.parse(stored.octets()));
        } catch (CrlFormatException e) {
            return Optional.empty();
        }
    }

    private static final class Downloaded {
        Crl crl;
        boolean older;
    }

    private static Finding finding(FetchResult.Failed failed) {
        ReasonCode reason =
                failed.failure() == FetchResult.Failure.TIMEOUT
                        ? ReasonCode.TIMEOUT
                        : ReasonCode.CRL_UNAVAILABLE;
        return Finding.of(reason, failed.detail());
    }
}
