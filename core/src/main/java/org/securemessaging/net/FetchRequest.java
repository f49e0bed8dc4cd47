package org.securemessaging.net;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be fetched.
 *
 * @param uri from where; http or https
 * @param time how long it may take in all, from the look-up of the name to the last octet
 * @param maximumBytes how large the answer may be
 * @param question what is sent along with POST; if empty, GET is used
 */
public record FetchRequest(URI uri, Duration time, long maximumBytes, Optional<Question> question) {
    /** What is sent to the server. Immutable and thread safe. */
    public static final class Question {
        private final String contentType;
        private final byte[] octets;

        /**
         * Something to send.
         *
         * @param contentType the media type
         * @param octets the content; copied
         */
        public Question(String contentType, byte[] octets) {
            this.contentType = contentType;
            this.octets = octets.clone();
        }

        String contentType() {
            return contentType;
        }

        byte[] octets() {
            return octets.clone();
        }
    }

    /**
     * A request that sends nothing.
     *
     * @param uri from where
     * @param time how long it may take
     * @param maximumBytes how large the answer may be
     */
    public FetchRequest(URI uri, Duration time, long maximumBytes) {
        this(uri, time, maximumBytes, Optional.empty());
    }
}
