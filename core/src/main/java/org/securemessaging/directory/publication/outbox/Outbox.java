package org.securemessaging.directory.publication.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.securemessaging.directory.publication.PersonAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders that wait on disk, in the order in which they came. An order is safe once it is accepted:
 * it survives a crash of the process and of the machine. A damaged file is set aside and blocks
 * nothing. One process at a time uses a folder. Thread safe.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Outbox.class);

    /** What became of an order that was handed in. */
    public enum Acceptance {
        /** It is on disk. */
        ACCEPTED,
        /** The same waits already, and nothing else for the address behind it. */
        WAITING_ALREADY,
        /** There is no room; it was not taken. */
        FULL
    }

    /** An order that waits, with its place. */
    record Waiting(Path file, long octets, String digest, PublicationOrder order) {}

    private record Slot(Path file, long octets) {}

    private final OrderFiles files;
    private final OutboxLimits limits;
    private final Deque<Slot> slots = new ArrayDeque<>();
    private final Map<PersonAddress, String> lastOf = new HashMap<>();
    private long octets;
    private long number;

    /**
     * Opens an outbox with what waits in it.
     *
     * @param folder made if it is missing
     * @param limits how much may wait
     * @throws UncheckedIOException if the folder can't be used, or another process uses it
     */
    public Outbox(Path folder, OutboxLimits limits) {
        this.files = new OrderFiles(folder);
        this.limits = limits;
        for (Path file : files.list()) {
            push(new Slot(file, size(file)));
            number = Math.max(number, OrderFiles.number(file));
        }
    }

    /**
     * Takes an order.
     *
     * @param order what is to be done
     * @return whether it is safe
     * @throws UncheckedIOException if it can't be written
     */
    public synchronized Acceptance add(PublicationOrder order) {
        String text = OrderText.write(order);
        String digest = OrderText.digest(text);
        if (digest.equals(lastOf.get(order.address()))) {
            return Acceptance.WAITING_ALREADY;
        }
        if (slots.size() >= limits.orders() || octets + text.length() > limits.octets()) {
            return Acceptance.FULL;
        }
        try {
            push(new Slot(files.write(++number, text), text.length()));
        } catch (IOException e) {
            throw new UncheckedIOException("an order can't be kept", e);
        }
        lastOf.put(order.address(), digest);
        notifyAll();
        return Acceptance.ACCEPTED;
    }

    /**
     * How many orders wait.
     *
     * @return the number
     */
    public synchronized int size() {
        return slots.size();
    }

    /**
     * How it stands.
     *
     * @return what waits, and since when
     * @throws UncheckedIOException if the folder can't be looked at
     */
    public synchronized OutboxHealth health() {
        return new OutboxHealth(
                slots.size(),
                octets,
                Optional.ofNullable(slots.peek()).flatMap(slot -> files.writtenAt(slot.file())),
                files.lastRefusal(),
                limits);
    }

    /** The oldest order, which stays where it is; waits for one if there is none. */
    synchronized Waiting awaitOldest() throws InterruptedException {
        while (true) {
            Optional<Waiting> oldest = oldest();
            if (oldest.isPresent()) {
                return oldest.get();
            }
            wait();
        }
    }

    /** The oldest order, which stays where it is. */
    synchronized Optional<Waiting> oldest() {
        while (!slots.isEmpty()) {
            Slot slot = slots.peek();
            try {
                String text = files.read(slot.file());
                return Optional.of(
                        new Waiting(
                                slot.file(),
                                slot.octets(),
                                OrderText.digest(text),
                                OrderText.read(text)));
            } catch (DamagedOrderException e) {
                LOGGER.warn("{} is damaged, and set aside: {}", slot.file(), e.getMessage());
                pop();
                setAsideIfThere(slot.file(), "damaged: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** An order is done. */
    synchronized void done(Waiting waiting) {
        leave(waiting);
        files.remove(waiting.file());
    }

    /** An order will never be done. */
    synchronized void setAside(Waiting waiting, String reason) {
        leave(waiting);
        setAsideIfThere(waiting.file(), reason);
    }

    @Override
    public synchronized void close() {
        files.close();
    }

    private void setAsideIfThere(Path file, String reason) {
        if (Files.exists(file)) {
            files.setAside(file, reason, limits.refused());
        }
    }

    private void leave(Waiting waiting) {
        pop();
        lastOf.remove(waiting.order().address(), waiting.digest());
    }

    private void push(Slot slot) {
        slots.add(slot);
        octets += slot.octets();
    }

    private void pop() {
        octets -= slots.remove().octets();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // Reading it will tell.
        }
    }
}
