package org.securemessaging.keys;

import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys in a PKCS#11 token, such as a hardware security module. Thread safe.
 *
 * <p>The server starts without the token, and asks for it again. Once it was there and went away,
 * the process may stay without it: with SoftHSM, and with every driver that invalidates its
 * handles, the JDK's provider then lists no keys, and only a restart of the server brings them
 * back. {@link #problems} says so.
 */
public final class Token implements KeySource {
    private static final Logger LOGGER = LoggerFactory.getLogger(Token.class);

    // Listing a token with a hundred keys takes some milliseconds; a network one some more.
    private static final Duration CHECK_EVERY = Duration.ofSeconds(10);

    private static final String GONE =
            ": the token was there and its keys are gone; if it is back and this stays, only a"
                    + " restart of the server brings them back";

    private final Path configuration;
    private final Function<Path, Provider> driver;
    private final Supplier<Optional<char[]>> pin;
    private final long checkEveryNanos;

    private volatile State state;

    private record State(
            Optional<Provider> provider,
            List<StoredKey> keys,
            Optional<VaultUnavailableException> failure,
            long checkedAtNanos) {}

    /**
     * A token, which is not asked before its keys are.
     *
     * @param configuration a configuration file of SunPKCS11
     * @param pin the user's PIN, a new array each time, which is overwritten after use
     */
    public Token(Path configuration, Supplier<Optional<char[]>> pin) {
        this(configuration, TokenKeys::provider, pin, CHECK_EVERY);
    }

    Token(
            Path configuration,
            Function<Path, Provider> driver,
            Supplier<Optional<char[]>> pin,
            Duration checkEvery) {
        this.configuration = configuration;
        this.driver = driver;
        this.pin = pin;
        this.checkEveryNanos = checkEvery.toNanos();
        this.state =
                new State(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        System.nanoTime() - checkEveryNanos);
    }

    @Override
    public List<StoredKey> keys() {
        State now = current();
        if (now.failure().isPresent()) {
            throw new VaultUnavailableException(
                    now.failure().get().getMessage(), now.failure().get());
        }
        return now.keys();
    }

    @Override
    public List<VaultProblem> problems() {
        State now = current();
        VaultProblem.Kind kind =
                now.keys().isEmpty() ? VaultProblem.Kind.AWAY : VaultProblem.Kind.RESTART;
        return now.failure().map(failure -> new VaultProblem(kind, failure.getMessage())).stream()
                .toList();
    }

    private State current() {
        State now = state;
        return System.nanoTime() - now.checkedAtNanos() >= checkEveryNanos ? refreshed() : now;
    }

    private synchronized State refreshed() {
        State before = state;
        if (System.nanoTime() - before.checkedAtNanos() >= checkEveryNanos) {
            state = look(before);
            logChange(before, state);
        }
        return state;
    }

    private State look(State before) {
        try {
            Provider provider = before.provider().orElseGet(() -> driver.apply(configuration));
            List<StoredKey> found = TokenKeys.list(provider, pin.get());
            if (found.isEmpty() && !before.keys().isEmpty()) {
                return gone(before, new IllegalStateException("the token lists no keys"));
            }
            List<StoredKey> keys = same(before.keys(), found) ? before.keys() : found;
            return new State(Optional.of(provider), keys, Optional.empty(), System.nanoTime());
        } catch (VaultUnavailableException e) {
            return before.keys().isEmpty()
                    ? new State(Optional.empty(), List.of(), Optional.of(e), System.nanoTime())
                    : gone(before, e);
        }
    }

    private State gone(State before, Exception cause) {
        return new State(
                before.provider(),
                before.keys(),
                Optional.of(new VaultUnavailableException(configuration + GONE, cause)),
                System.nanoTime());
    }

    /** Handles of an earlier login stay good, so the same keys are the same list. */
    private static boolean same(List<StoredKey> before, List<StoredKey> now) {
        return before.stream()
                .map(StoredKey::certificate)
                .toList()
                .equals(now.stream().map(StoredKey::certificate).toList());
    }

    private void logChange(State before, State now) {
        if (now.failure().isPresent() && before.failure().isEmpty()) {
            LOGGER.error("{}", now.failure().get().getMessage(), now.failure().get().getCause());
        } else if (now.failure().isEmpty() && now.keys() != before.keys()) {
            LOGGER.info("{}: {} keys", configuration, now.keys().size());
        }
    }
}
