package org.securemessaging.mime;

/** A message that goes beyond a bound of {@link MimeLimits}. */
public final class MimeLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String limit;
    private final long value;

    /**
     * Names the bound.
     *
     * @param limit what is bounded, in words
     * @param value the most that is allowed
     */
    public MimeLimitException(String limit, long value) {
        super("more than " + value + " " + limit);
        this.limit = limit;
        this.value = value;
    }

    /**
     * What is bounded.
     *
     * @return words such as {@code parts}
     */
    public String limit() {
        return limit;
    }

    /**
     * The most that is allowed.
     *
     * @return the number
     */
    public long value() {
        return value;
    }
}
