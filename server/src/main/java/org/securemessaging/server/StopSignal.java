package org.securemessaging.server;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C, or a plain kill: lets the main thread close what it has opened before the process ends.
 * Opened before, and so closed after, what must be closed in an orderly way.
 */
final class StopSignal implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::holdTheEnd, "stop"));
    }

    private void holdTheEnd() {
        asked.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until the process is asked to stop.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    void await() throws InterruptedException {
        asked.await();
    }

    @Override
    public void close() {
        done.countDown();
    }
}
