package org.securemessaging.directory.ldap;

import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;

/**
 * The connections to one server, kept while they are of use. Not Commons Pool's: that one opens a
 * connection for each that broke, in the thread that found out. Thread safe.
 */
final class ServerPool implements AutoCloseable {
    // Below the idle limits that firewalls have, so that none is used that was cut unheard.
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(1);

    /** Said by a server that can't work now; another may. */
    private static final Set<ResultCodeEnum> PASSING =
            Set.of(
                    ResultCodeEnum.BUSY,
                    ResultCodeEnum.UNAVAILABLE,
                    ResultCodeEnum.TIME_LIMIT_EXCEEDED);

    private final DirectoryServer server;
    private final ConnectionOpener opener;
    private final Duration patience;
    private final Semaphore permits;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private record Idle(BoundConnection connection, long sinceNanos) {
        boolean isUsable() {
            return connection.isConnected()
                    && System.nanoTime() - sinceNanos < LONGEST_IDLE.toNanos();
        }
    }

    ServerPool(DirectoryServer server, DirectorySettings settings, ConnectionOpener opener) {
        this.server = server;
        this.opener = opener;
        this.patience = settings.connectTime();
        this.permits = new Semaphore(settings.connections(), true);
    }

    DirectoryServer server() {
        return server;
    }

    /**
     * Does work.
     *
     * @throws ServerFailureException if the server can't be had, or does not answer
     * @throws DirectoryRefusalException if it answers with something else than success
     * @throws DirectoryUnavailableException if all connections are in use for too long
     * @throws InterruptedException if the thread is told to stop
     */
    <T> T call(DirectoryConnections.Work<T> work) throws InterruptedException {
        Attempt<T> first = attempt(work);
        if (!first.mayBeStale()) {
            return first.value();
        }
        // The server was started anew since, or cut what was idle: a fresh connection tells.
        closeIdle();
        Attempt<T> second = attempt(work);
        if (second.mayBeStale()) {
            throw second.failure();
        }
        return second.value();
    }

    /** Closes what is not in use now; what is, when it is given back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    /** A value; or the failure of a connection that was used before and is broken. */
    private record Attempt<T>(T value, ServerFailureException failure) {
        boolean mayBeStale() {
            return failure != null;
        }
    }

    private <T> Attempt<T> attempt(DirectoryConnections.Work<T> work) throws InterruptedException {
        BoundConnection connection = borrow();
        boolean healthy = false;
        try {
            T value = work.on(connection);
            healthy = true;
            return new Attempt<>(value, null);
        } catch (LdapException e) {
            if (isInterruption(e)) {
                throw interruption(e);
            }
            if (isRefusal(e, connection)) {
                healthy = true;
                throw refusal((LdapOperationException) e);
            }
            ServerFailureException failure =
                    new ServerFailureException(server + ": " + ServerFailureException.why(e), e);
            if (connection.wasUsedBefore() && !connection.isConnected()) {
                return new Attempt<>(null, failure);
            }
            throw failure;
        } finally {
            giveBack(connection, healthy);
        }
    }

    private BoundConnection borrow() throws InterruptedException {
        if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new DirectoryUnavailableException(server + ": all connections are in use", null);
        }
        boolean borrowed = false;
        try {
            BoundConnection connection = idleOrNew();
            borrowed = true;
            return connection;
        } finally {
            if (!borrowed) {
                permits.release();
            }
        }
    }

    private BoundConnection idleOrNew() throws InterruptedException {
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (next.isUsable()) {
                return next.connection();
            }
            next.connection().close();
        }
        return opener.open(server);
    }

    private void giveBack(BoundConnection connection, boolean healthy) {
        if (healthy && !closed) {
            connection.markUsed();
            idle.addFirst(new Idle(connection, System.nanoTime()));
        } else {
            connection.close();
        }
        permits.release();
        if (closed) {
            closeIdle(); // It may have been closed just before the connection was put there.
        }
    }

    private void closeIdle() {
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            next.connection().close();
        }
    }

    /** An answer, unless it is the library's own for a connection that broke. */
    private static boolean isRefusal(LdapException e, BoundConnection connection) {
        return e instanceof LdapOperationException answer
                && answer.getResultCode() != null
                && connection.isConnected()
                && !PASSING.contains(answer.getResultCode());
    }

    private DirectoryRefusalException refusal(LdapOperationException e) {
        return new DirectoryRefusalException(
                e.getResultCode(), server + ": " + ServerFailureException.why(e), e);
    }

    private static boolean isInterruption(LdapException e) {
        return e.getCause() instanceof InterruptedException;
    }

    private static InterruptedException interruption(LdapException e) {
        InterruptedException interruption = new InterruptedException(e.getMessage());
        interruption.initCause(e);
        return interruption;
    }
}
