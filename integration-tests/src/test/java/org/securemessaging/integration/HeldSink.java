package org.securemessaging.integration;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** An SMTP server that can be so slow that nobody waits for its answer. */
final class HeldSink implements Closeable {
    private final Map<String, Integer> counts = SmtpSink.counts();
    private final SmtpSink sink;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    HeldSink() throws IOException {
        this.sink = SmtpSink.open(this::take);
    }

    int port() {
        return sink.port();
    }

    /** From now on it answers no message. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    /** It answers again. */
    void release() {
        gate.countDown();
    }

    /** The Message-IDs of all that it took, those among them whose senders did not wait. */
    Set<String> messages() {
        return Set.copyOf(counts.keySet());
    }

    @Override
    public void close() throws IOException {
        release();
        sink.close();
    }

    private void take(byte[] message) {
        try {
            gate.await();
            SmtpSink.counting(counts).accept(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
