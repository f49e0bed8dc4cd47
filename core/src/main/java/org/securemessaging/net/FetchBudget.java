package org.securemessaging.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one mail, or one run of the command line, may spend on the network: a number of fetches and
 * a time after which nothing is waited for any more. Thread safe; shared by all that works on the
 * mail.
 */
public final class FetchBudget {
    private final long endNanos;
    private final AtomicInteger fetchesLeft;

    private FetchBudget(long endNanos, int fetches) {
        this.endNanos = endNanos;
        this.fetchesLeft = new AtomicInteger(fetches);
    }

    /**
     * A budget that starts to run now.
     *
     * @param time how long may be waited in all
     * @param fetches how many fetches may be started
     * @return the budget
     */
    public static FetchBudget of(Duration time, int fetches) {
        return new FetchBudget(System.nanoTime() + time.toNanos(), fetches);
    }

    /**
     * The usual budget of one mail: 20 seconds, which a sender's server waits for without harm (RFC
     * 5321 §4.5.3.2 asks for minutes), and 16 fetches, twice what a path of four certificates with
     * base and delta CRLs needs.
     *
     * @return the budget
     */
    public static FetchBudget perMail() {
        return of(Duration.ofSeconds(20), 16);
    }

    /**
     * A budget that allows no fetch.
     *
     * @return the budget
     */
    public static FetchBudget none() {
        return new FetchBudget(System.nanoTime(), 0);
    }

    /**
     * The time left.
     *
     * @return zero if none is left
     */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /**
     * Takes one fetch out of the budget.
     *
     * @return false if no fetch or no time is left
     */
    public boolean take() {
        return !remaining().isZero() && fetchesLeft.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
