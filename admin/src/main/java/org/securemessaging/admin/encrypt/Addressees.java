package org.securemessaging.admin.encrypt;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.Mailbox;
import org.securemessaging.mime.Mailboxes;

/** The addresses that a message is encrypted to. Stateless. */
final class Addressees {
    // Bcc is not among them: an envelope names everyone it is for.
    private static final List<String> FIELDS = List.of("To", "Cc");

    private Addressees() {}

    /** Addresses from options. */
    static Set<MailAddress> of(List<String> texts) {
        Set<MailAddress> addresses = new LinkedHashSet<>();
        texts.forEach(each -> addresses.add(address(each)));
        return addresses;
    }

    /** Addresses from a header. */
    static Set<MailAddress> of(Header header) {
        Set<MailAddress> addresses = new LinkedHashSet<>();
        for (String name : FIELDS) {
            header.all(name).forEach(field -> addresses.addAll(named(field)));
        }
        if (addresses.isEmpty()) {
            throw new UnusableArgumentException(
                    "there is nobody in To and Cc: name somebody with --to ADDRESS, or"
                            + " --certificate FILE");
        }
        return addresses;
    }

    private static List<MailAddress> named(HeaderField field) {
        Mailboxes mailboxes = Mailboxes.of(field);
        if (mailboxes.malformed()) {
            throw new UnusableArgumentException(
                    field.name() + " can be read in other ways: name the recipients with --to");
        }
        return mailboxes.mailboxes().stream()
                .map(Mailbox::addrSpec)
                .map(Addressees::address)
                .toList();
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text)
                .orElseThrow(() -> new UnusableArgumentException(text + ": is no mail address"));
    }
}
