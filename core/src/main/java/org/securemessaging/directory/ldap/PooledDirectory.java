package org.securemessaging.directory.ldap;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.securemessaging.net.BackOff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory with a pool of connections to each of its servers. The first in the settings that
 * answers is asked; one that failed is left alone, the longer the more often it fails, and so is
 * one that refuses the bind: a wrong password tried at every mail locks the account. Connections
 * are opened when they are needed. Referrals are not followed. Thread safe.
 */
public final class PooledDirectory implements DirectoryConnections {
    private static final Logger LOGGER = LoggerFactory.getLogger(PooledDirectory.class);
    // A restart takes seconds; a mail that waits is tried again after minutes.
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String name;
    private final ConnectionOpener opener;
    private final List<ServerPool> pools;
    private final BackOff<DirectoryServer, String> backOff;

    /**
     * A directory; nothing is opened yet.
     *
     * @param settings how it is reached
     * @param clock says for how long a server that failed is left alone
     */
    public PooledDirectory(DirectorySettings settings, Clock clock) {
        this.name = settings.name();
        this.opener = new ConnectionOpener(settings);
        this.pools =
                settings.servers().stream()
                        .map(server -> new ServerPool(server, settings, opener))
                        .toList();
        this.backOff = new BackOff<>(FIRST_PAUSE, LONGEST_PAUSE, clock);
    }

    @Override
    public <T> T call(Work<T> work) {
        List<String> failures = new ArrayList<>();
        for (ServerPool pool : pools) {
            Optional<String> recent = backOff.recent(pool.server());
            if (recent.isPresent()) {
                failures.add(recent.get() + " (left alone since)");
                continue;
            }
            try {
                T value = pool.call(work);
                backOff.succeeded(pool.server());
                return value;
            } catch (DirectoryRefusalException e) {
                backOff.succeeded(pool.server()); // It answers.
                throw e;
            } catch (ServerFailureException e) {
                LOGGER.warn("directory {}: {}", name, e.getMessage());
                backOff.failed(pool.server(), e.getMessage());
                failures.add(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable(List.of("interrupted"), e);
            }
        }
        throw unavailable(failures, null);
    }

    /**
     * Asks each server for its root entry, but one that failed just now: a wrong password is not
     * tried more often for being watched.
     *
     * @return how each stands, in the order of the settings
     */
    public List<ServerHealth> health() {
        return pools.stream()
                .map(pool -> new ServerHealth(name, pool.server(), failure(pool)))
                .toList();
    }

    private Optional<String> failure(ServerPool pool) {
        Optional<String> recent = backOff.recent(pool.server());
        if (recent.isPresent()) {
            return recent;
        }
        try {
            pool.call(LdapConnection::getRootDse);
            backOff.succeeded(pool.server());
            return Optional.empty();
        } catch (DirectoryRefusalException e) {
            backOff.succeeded(pool.server());
            return Optional.empty(); // It answers, though not to this.
        } catch (ServerFailureException e) {
            backOff.failed(pool.server(), e.getMessage());
            return Optional.of(e.getMessage());
        } catch (DirectoryUnavailableException e) {
            return Optional.of(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(pool.server() + ": interrupted");
        }
    }

    @Override
    public void close() {
        pools.forEach(ServerPool::close);
        opener.close();
    }

    private DirectoryUnavailableException unavailable(List<String> failures, Throwable cause) {
        return new DirectoryUnavailableException(
                "directory %s: %s".formatted(name, String.join("; ", failures)), cause);
    }
}
