package org.securemessaging.mime;

import java.util.Locale;

/** How the octets of a body are written in the message (RFC 2045 §6). */
public enum TransferEncoding {
    /** Short lines of ASCII; the default. */
    SEVEN_BIT("7bit"),
    /** Short lines of any octets. */
    EIGHT_BIT("8bit"),
    /** Any octets. */
    BINARY("binary"),
    /** RFC 2045 §6.7. */
    QUOTED_PRINTABLE("quoted-printable"),
    /** RFC 2045 §6.8. */
    BASE64("base64"),
    /** Something else, such as {@code x-uuencode}; the body is not decoded (RFC 2045 §6.4). */
    UNKNOWN("");

    private final String token;

    TransferEncoding(String token) {
        this.token = token;
    }

    /**
     * Reads the body of a Content-Transfer-Encoding field, whatever its case, with comments and
     * with a semicolon and more behind it.
     *
     * @param body the unfolded text behind the colon
     * @return the encoding; {@link #SEVEN_BIT} if there is none, {@link #UNKNOWN} if it is not
     *     known
     */
    public static TransferEncoding parse(String body) {
        String written = new ParameterReader(body).main().toLowerCase(Locale.ROOT);
        if (written.isEmpty()) {
            return SEVEN_BIT;
        }
        for (TransferEncoding encoding : values()) {
            if (encoding.token.equals(written)) {
                return encoding;
            }
        }
        return UNKNOWN;
    }

    /**
     * Whether the body stands in the message as it is.
     *
     * @return false for base64 and quoted-printable
     */
    public boolean isIdentity() {
        return this != BASE64 && this != QUOTED_PRINTABLE;
    }
}
