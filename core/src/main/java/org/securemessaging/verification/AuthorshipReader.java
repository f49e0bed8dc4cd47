package org.securemessaging.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.Mailbox;
import org.securemessaging.mime.Mailboxes;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Reads whom a message names as its author and sender (RFC 5322 §3.6.2). Stateless. */
final class AuthorshipReader {
    private AuthorshipReader() {}

    /**
     * Reads From and Sender.
     *
     * @param header the message's header, as it arrived
     * @return the addresses, and what makes the fields unfit
     */
    static Authorship read(Header header) {
        List<Finding> findings = new ArrayList<>();
        List<String> from = addresses(header.all("From"), "From", findings);
        List<String> sender = addresses(header.all("Sender"), "Sender", findings);
        if (from.isEmpty() && sender.isEmpty() && findings.isEmpty()) {
            findings.add(Finding.of(ReasonCode.FROM_MISSING, "no From field with an address"));
        }
        // RFC 5322 gives Sender one mailbox; with several nobody knows which one is meant.
        Optional<String> only = sender.size() == 1 ? Optional.of(sender.get(0)) : Optional.empty();
        return new Authorship(from, only, findings);
    }

    private static List<String> addresses(
            List<HeaderField> fields, String name, List<Finding> findings) {
        if (fields.size() > 1) {
            findings.add(
                    Finding.of(
                            ReasonCode.FROM_MULTIPLE,
                            "%d %s fields".formatted(fields.size(), name)));
            return List.of();
        }
        if (fields.isEmpty()) {
            return List.of();
        }
        Mailboxes mailboxes = Mailboxes.of(fields.get(0));
        if (mailboxes.malformed()) {
            findings.add(
                    Finding.of(
                            ReasonCode.FROM_MALFORMED,
                            "%s can't be read: %s".formatted(name, fields.get(0).body())));
            return List.of();
        }
        if (mailboxes.misleading()) {
            findings.add(
                    Finding.of(
                            ReasonCode.SIGNER_MISMATCH,
                            "a display name in %s shows another address: %s"
                                    .formatted(name, fields.get(0).body())));
        }
        return mailboxes.mailboxes().stream().map(Mailbox::addrSpec).toList();
    }
}
