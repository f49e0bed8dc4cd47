package org.securemessaging.verification;

import java.util.List;

/**
 * A header field that a signature protects, and that is not on the message as it was signed (RFC
 * 9788 §4). The texts are a stranger's: they are for logs and terminals, not for header fields.
 *
 * @param name the field's name, as it is in the signed content
 * @param outer what the message's own header says, field by field; none if it has no such field
 * @param signed what was signed, field by field
 */
public record HeaderDifference(String name, List<String> outer, List<String> signed) {
    /** Copies the lists. */
    public HeaderDifference {
        outer = List.copyOf(outer);
        signed = List.copyOf(signed);
    }
}
