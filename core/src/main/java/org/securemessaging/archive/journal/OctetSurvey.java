package org.securemessaging.archive.journal;

import java.io.IOException;
import java.io.InputStream;
import org.securemessaging.archive.Carriage;
import org.securemessaging.mime.Octets;

/** Finds out what way octets need (RFC 2045 §2.7 to §2.9). Stateless. */
final class OctetSurvey {
    // RFC 5322 §2.1.1: without the line break.
    private static final int LONGEST_LINE = 998;

    private OctetSurvey() {}

    /**
     * Reads all octets.
     *
     * @throws java.io.UncheckedIOException if they can't be read
     */
    static Carriage of(Octets octets) throws IOException {
        Carriage least = Carriage.SEVEN_BIT;
        int line = 0;
        int before = -1;
        try (InputStream in = octets.open()) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                boolean lineEnds = before == '\r' && octet == '\n';
                if ((octet == '\n') != (before == '\r') || octet == 0) {
                    return Carriage.BINARY; // A line feed or a carriage return by itself, or NUL.
                }
                line = lineEnds || octet == '\r' ? (lineEnds ? 0 : line) : line + 1;
                if (line > LONGEST_LINE) {
                    return Carriage.BINARY;
                }
                if (octet > 127) {
                    least = Carriage.EIGHT_BIT;
                }
                before = octet;
            }
        }
        return before == '\r' ? Carriage.BINARY : least;
    }
}
