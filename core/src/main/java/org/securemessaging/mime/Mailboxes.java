package org.securemessaging.mime;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.util.ByteArrayBuffer;

/**
 * The mailboxes of a From, Sender or other address field (RFC 5322 §3.4, RFC 6532, RFC 6854);
 * groups are dissolved.
 *
 * <p>A field counts as well formed only if every mail program must read the same addresses from it.
 * Not so are: an address without angle brackets in the display name of another ({@code a@b <c@d>};
 * but {@code a@b <a@b>} is common and clear), routes, comments, spaces, encoded words or invisible
 * characters inside an address, text that is no address, marks left open, and an address in octets
 * that are not UTF-8.
 *
 * @param mailboxes the mailboxes in their order; of a malformed field what MIME4J makes of it,
 *     which serves for display alone
 * @param malformed whether the field can be read in more than one way, or in none
 * @param misleading whether a display name shows an address other than the mailbox's own, such as
 *     {@code "ceo@bank.com" <evil@example.org>}
 */
public record Mailboxes(List<Mailbox> mailboxes, boolean malformed, boolean misleading) {
    /** Copies the list. */
    public Mailboxes {
        mailboxes = List.copyOf(mailboxes);
    }

    /**
     * Reads a field.
     *
     * @param field an address field
     * @return its mailboxes; none, and not malformed, if it is empty or an empty group
     */
    public static Mailboxes of(HeaderField field) {
        String body = field.body();
        Optional<Mailboxes> clear = field.hasStrayControls() ? Optional.empty() : clear(body);
        // Octets of an unknown character set may be a person's name, but no address.
        return clear.filter(read -> field.isUtf8() || read.isAscii())
                .orElseGet(() -> new Mailboxes(guess(body), true, false));
    }

    /**
     * Reads the body of a field.
     *
     * @param body the unfolded text behind the colon
     * @return its mailboxes; none, and not malformed, if it is empty or an empty group
     */
    public static Mailboxes parse(String body) {
        return clear(body).orElseGet(() -> new Mailboxes(guess(body), true, false));
    }

    // Programs differ about a bracket that has no other half.
    private static Optional<Mailboxes> clear(String body) {
        long opened = body.chars().filter(c -> c == '[').count();
        long closed = body.chars().filter(c -> c == ']').count();
        return opened == closed ? AddressListReader.read(body) : Optional.empty();
    }

    private boolean isAscii() {
        return mailboxes.stream().allMatch(m -> m.addrSpec().chars().allMatch(c -> c < 128));
    }

    private static List<Mailbox> guess(String body) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        AddressList addresses =
                LenientAddressParser.DEFAULT.parseAddressList(
                        new ByteArrayBuffer(octets, true), new ParserCursor(0, octets.length));
        return addresses.flatten().stream()
                .filter(mailbox -> mailbox.getLocalPart() != null && mailbox.getDomain() != null)
                .map(mailbox -> new Mailbox(mailbox.getLocalPart(), mailbox.getDomain()))
                .toList();
    }
}
