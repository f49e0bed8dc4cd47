package org.securemessaging.archive;

/** What the way to a target carries; an order from the least to the most. */
public enum Carriage {
    /** Short lines of ASCII, as every SMTP server takes. */
    SEVEN_BIT("7bit"),
    /** Short lines of any octets but NUL, as a server takes that offers 8BITMIME (RFC 6152). */
    EIGHT_BIT("8bit"),
    /** Any octets. */
    BINARY("binary");

    private final String token;

    Carriage(String token) {
        this.token = token;
    }

    /**
     * The transfer encoding's name (RFC 2045 §6.2).
     *
     * @return what stands in Content-Transfer-Encoding
     */
    public String token() {
        return token;
    }

    /**
     * Whether octets of a kind get through.
     *
     * @param octets the least way that carries them
     * @return true if this way carries as much
     */
    public boolean carries(Carriage octets) {
        return compareTo(octets) >= 0;
    }
}
