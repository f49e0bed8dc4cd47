package org.securemessaging.archive.journal;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One recipient in a report's text.
 *
 * @param field how he was addressed
 * @param address his address
 * @param source by way of which address, and how
 */
public record JournalRecipient(Field field, String address, Optional<Source> source) {
    /** How a recipient was addressed. */
    public enum Field {
        /** In the To field of a mail whose submitter logged in. */
        TO("To"),
        /** In its Cc field. */
        CC("Cc"),
        /** In neither. */
        BCC("Bcc"),
        /** By the envelope of a mail whose header proves nothing. */
        RECIPIENT("Recipient");

        private final String label;

        Field(String label) {
            this.label = label;
        }

        /**
         * What stands before the colon.
         *
         * @return the word
         */
        public String label() {
            return label;
        }

        static Optional<Field> of(String label) {
            return Stream.of(values()).filter(f -> f.label.equalsIgnoreCase(label)).findFirst();
        }
    }

    /** Why a mail came to somebody whom it was not addressed to. */
    public enum Reason {
        /** The address of a group. */
        EXPANDED,
        /** An address that is forwarded. */
        FORWARDED;

        String label() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }

        static Optional<Reason> of(String label) {
            return Stream.of(values()).filter(r -> r.label().equalsIgnoreCase(label)).findFirst();
        }
    }

    /**
     * By way of which address.
     *
     * @param reason why
     * @param address the address that the mail was sent to
     */
    public record Source(Reason reason, String address) {}

    /**
     * A recipient whom the mail was sent to.
     *
     * @param field how he was addressed
     * @param address his address
     * @return the recipient
     */
    public static JournalRecipient of(Field field, String address) {
        return new JournalRecipient(field, address, Optional.empty());
    }
}
