package org.securemessaging.server;

import java.util.stream.Collectors;
import org.securemessaging.server.directory.AddressBook;
import org.securemessaging.server.directory.AddressBookEntries;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

/** What a person needs to know to connect a mail program. */
final class Welcome {
    private Welcome() {}

    /**
     * The text for the terminal.
     *
     * @param ports where the server listens
     * @param folder its working folder
     * @param pki its PKI
     * @param book its address book
     * @return lines of text
     */
    static String text(ServerPorts ports, WorkFolder folder, TrialPki pki, AddressBook book) {
        String accounts =
                Person.withAccount().stream()
                        .map(p -> account(p, pki))
                        .collect(Collectors.joining());
        return """
        The server is up. Connect a mail program, without TLS, with a plain password:

          SMTP      127.0.0.1 port %d (to the accounts below; it sends nothing to other servers)
          IMAP      127.0.0.1 port %d
          webadmin  http://127.0.0.1:%d (no password)
          LDAP      127.0.0.1 port %d (the address book, to be read without a password below %s)

        Accounts; the user name is the address, and the key's file has the same password:

        %s
          The root to trust   %s
          The server's log    %s

        Ctrl-C stops it.
        """
                .formatted(
                        ports.smtp(),
                        ports.imap(),
                        ports.webadmin(),
                        book.port(),
                        AddressBookEntries.BASE,
                        accounts,
                        pki.anchors().resolve("root.pem"),
                        folder.path().resolve("logs").resolve("james.log"));
    }

    private static String account(Person person, TrialPki pki) {
        return "  %-24s %-14s %s%n"
                .formatted(person.address(), person.password(), pki.file(person));
    }
}
