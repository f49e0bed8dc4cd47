package org.securemessaging.net;

/** What came of a fetch. */
public sealed interface FetchResult {
    /**
     * All of it arrived.
     *
     * @param bytes how much
     */
    record Complete(long bytes) implements FetchResult {}

    /**
     * It did not, or not all of it; what was written so far is worthless.
     *
     * @param failure what kind of failure
     * @param detail a sentence for an administrator's log
     */
    record Failed(Failure failure, String detail) implements FetchResult {}

    /** Why a fetch failed. */
    enum Failure {
        /** The address may not be asked, or is no address of a kind that is fetched from. */
        FORBIDDEN,
        /** The time ran out. */
        TIMEOUT,
        /** The answer is larger than allowed. */
        TOO_LARGE,
        /** The server can't be reached, or broke off. */
        UNREACHABLE,
        /** The server answered something else than success, or sent us in circles. */
        REFUSED
    }
}
