package org.securemessaging.verification;

/**
 * Where in a message a layer's CMS structure stands, as IMAP numbers parts (RFC 9051 §6.4.5):
 * {@code 2} is the second part of the message, {@code 1.3} the third part of its first one, and
 * {@code 1} alone the body of a message that has no parts. What stands inside an opaque layer has
 * numbers of its own behind a slash.
 *
 * @param prefix numbers and dots down to here, with a dot or slash at the end; empty for the
 *     message
 */
record PartNumber(String prefix) {
    static PartNumber message() {
        return new PartNumber("");
    }

    /** The number of a part. */
    PartNumber child(int number) {
        return new PartNumber(prefix + number + ".");
    }

    /** The number of the entity itself: a message without parts is its own part 1. */
    PartNumber entity() {
        return prefix.isEmpty() || prefix.endsWith("/") ? child(1) : this;
    }

    /** The numbers inside the opaque structure that stands here. */
    PartNumber inside() {
        String self = entity().prefix();
        return new PartNumber(self.substring(0, self.length() - 1) + "/");
    }

    @Override
    public String toString() {
        String self = entity().prefix();
        return self.substring(0, self.length() - 1);
    }
}
