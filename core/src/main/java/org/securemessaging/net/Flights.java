package org.securemessaging.net;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Fetches in the background, one at a time for each thing however many wait for it, and on behalf
 * of them all: a fetch goes on when one of them has lost patience. Thread safe.
 *
 * @param <K> what stands for a thing
 * @param <V> what is fetched
 */
public final class Flights<K, V> implements AutoCloseable {
    // Fetches wait for others' servers and cost nothing meanwhile; a mail rarely needs two at once.
    private static final int THREADS = 8;

    private final Map<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /**
     * Fetches nothing yet.
     *
     * @param threadName the name of the threads that fetch, for whoever looks at a running server
     */
    public Flights(String threadName) {
        this.threads =
                Executors.newFixedThreadPool(
                        THREADS,
                        task -> {
                            Thread thread = new Thread(task, threadName);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Fetches, or joins those who wait already.
     *
     * @param key what is wanted
     * @param budget how long may be waited
     * @param fetch must keep what it fetched, or its failure, where the next who asks will look
     * @return empty if the time ran out before
     */
    public Optional<V> join(K key, FetchBudget budget, Supplier<V> fetch) {
        CompletableFuture<V> flight =
                flights.computeIfAbsent(
                        key, k -> CompletableFuture.supplyAsync(() -> landed(k, fetch), threads));
        try {
            return Optional.of(flight.get(budget.remaining().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fetch failed by a fault of ours", e.getCause());
        }
    }

    private V landed(K key, Supplier<V> fetch) {
        try {
            return fetch.get();
        } finally {
            flights.remove(key);
        }
    }

    /** Ends all fetches. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
