package org.securemessaging.revocation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
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

    CrlFetch(CrlStore store, Fetcher fetcher, CrlCacheSettings settings) {
        this.store = store;
        this.fetcher = fetcher;
        this.settings = settings;
    }

    /** What came of it. */
    sealed interface Outcome {
        /** A CRL, which lies in the store. */
        record Fetched(Crl crl) implements Outcome {}

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
                                if (outcome instanceof FetchResult.Complete) {
                                    downloaded.crl = CrlFiles.parse(Files.readAllBytes(file));
                                }
                                return outcome instanceof FetchResult.Complete;
                            });
            return result instanceof FetchResult.Failed failed
                    ? new Outcome.Refused(finding(failed))
                    : new Outcome.Fetched(downloaded.crl);
        } catch (CrlFormatException e) {
            return new Outcome.Refused(
                    Finding.of(ReasonCode.CRL_INVALID, address + ": " + e.getMessage()));
        } catch (IOException e) {
            LOGGER.error("the CRL cache can't be written", e);
            return new Outcome.Failed(
                    Finding.of(ReasonCode.CRL_UNAVAILABLE, "the CRL cache can't be written"));
        }
    }

    private static final class Downloaded {
        Crl crl;
    }

    private static Finding finding(FetchResult.Failed failed) {
        ReasonCode reason =
                failed.failure() == FetchResult.Failure.TIMEOUT
                        ? ReasonCode.TIMEOUT
                        : ReasonCode.CRL_UNAVAILABLE;
        return Finding.of(reason, failed.detail());
    }
}
