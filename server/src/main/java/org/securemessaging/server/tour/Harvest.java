package org.securemessaging.server.tour;

import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.securemessaging.server.directory.AddressBook;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

/**
 * What the server has put into the address book: the certificates of those who passed, no others.
 */
public final class Harvest {
    /** An entry each: of our own, which was there, and of one outside, which is made. */
    private static final List<Person> PASSED = List.of(Person.ALICE, Person.CAROL);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final AddressBook book;
    private final TrialPki pki;
    private final Duration patience;

    /**
     * What is to come into an address book.
     *
     * @param book the address book
     * @param pki the people's certificates
     * @param patience how long to wait for them
     */
    Harvest(AddressBook book, TrialPki pki, Duration patience) {
        this.book = book;
        this.pki = pki;
        this.patience = patience;
    }

    /**
     * How the certificate of one outside is read in the address book, and what is then printed.
     *
     * @param book the address book
     * @return lines for a terminal
     */
    public static String shown(AddressBook book) {
        String address = Person.CAROL.address();
        return "The partner's certificate, from her mail into the address book:%n%n  $ %s%n%s"
                .formatted(book.command(address), book.printed(address).strip().indent(2));
    }

    /** Waits for the certificates, which no mail waits for, and judges. */
    TourLine await() throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!missing().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(PAUSE.toMillis());
        }
        SortedSet<String> holders = book.holders();
        SortedSet<String> expected = addresses(PASSED);
        List<String> faults =
                missing().stream()
                        .map(person -> "the certificate of " + person.address() + " is missing")
                        .collect(Collectors.toList());
        if (!expected.containsAll(holders)) {
            faults.add("others are in the address book");
        }
        return new TourLine("(harvested)", words(expected), words(holders), faults);
    }

    private List<Person> missing() {
        return PASSED.stream().filter(person -> !isThere(person)).toList();
    }

    private boolean isThere(Person person) {
        try {
            byte[] certificate = pki.identity(person).certificate().getEncoded();
            return book.certificates(person.address()).stream()
                    .anyMatch(each -> Arrays.equals(each, certificate));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedSet<String> addresses(List<Person> people) {
        return people.stream().map(Person::address).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The local parts, which are short enough for the table. */
    private static String words(SortedSet<String> addresses) {
        return addresses.isEmpty()
                ? "nobody"
                : addresses.stream()
                        .map(address -> address.substring(0, address.indexOf('@')))
                        .collect(Collectors.joining(", "));
    }
}
