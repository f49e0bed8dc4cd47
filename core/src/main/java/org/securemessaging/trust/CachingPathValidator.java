package org.securemessaging.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;

/**
 * Remembers valid paths until the first thing in them expires, and no longer than a set time,
 * within which a new CRL may go unnoticed. What failed is asked anew each time. A question that
 * brings CRLs of its own is not answered from memory. Thread safe.
 */
public final class CachingPathValidator implements PathValidator {
    // A path of four certificates with its report takes about 20 KB, so this is some 200 MB at
    // worst and far less in practice, where senders share their CAs' certificates.
    private static final int PATHS = 10_000;

    private final BuildingPathValidator validator;
    private final Cache<Key, Remembered> paths;

    private record Key(
            Certificate target,
            RevocationMode revocation,
            PolicyInputs policies,
            boolean allowWeak,
            BuildingPathValidator.Generation generation) {}

    private record Remembered(RememberedReport report, Instant from, Instant until) {}

    /**
     * A memory in front of a validator.
     *
     * @param validator answers what is not remembered
     * @param longest how long a path is remembered at most
     */
    public CachingPathValidator(BuildingPathValidator validator, Duration longest) {
        this.validator = validator;
        this.paths = Caffeine.newBuilder().maximumSize(PATHS).expireAfterWrite(longest).build();
    }

    @Override
    public PathReport validate(Certificate target, PathQuery query) {
        if (!query.crls().isEmpty()) {
            return validator.validate(target, query);
        }
        Key key =
                new Key(
                        target,
                        query.revocation(),
                        query.policies(),
                        query.allowWeak(),
                        validator.generation());
        Remembered remembered = paths.getIfPresent(key);
        if (remembered != null
                && !query.at().isBefore(remembered.from())
                && query.at().isBefore(remembered.until())) {
            Optional<PathReport> report = remembered.report().get();
            if (report.isPresent()) {
                return report.get();
            }
        }
        PathEngine.Outcome outcome = validator.find(target, query);
        remembered(outcome, query).ifPresent(found -> paths.put(key, found));
        return outcome.report();
    }

    /** An answer for one time holds for later ones until it ends, and for no earlier one. */
    private static Optional<Remembered> remembered(PathEngine.Outcome outcome, PathQuery query) {
        return outcome.path().isPresent() && query.at().isBefore(outcome.until())
                ? Optional.of(
                        new Remembered(
                                RememberedReport.of(outcome.report()), query.at(), outcome.until()))
                : Optional.empty();
    }
}
