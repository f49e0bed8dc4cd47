package org.securemessaging.directory.publication.outbox;

/** A file in the outbox is no order. Caught where the outbox is read. */
final class DamagedOrderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedOrderException(String message) {
        super(message);
    }
}
