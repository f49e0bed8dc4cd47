package org.securemessaging.integration;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.securemessaging.server.mail.SignedMail;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

/** Messages of the trial PKI's people. */
final class Mails {
    private Mails() {}

    /** A clear-signed message from a person. */
    static byte[] signed(TrialPki pki, Person author, String text) {
        return SignedMail.clear(
                header(author, "signed"), SignedMail.text(text), pki.identity(author));
    }

    /** The header without MIME fields; the Message-ID comes first, and is another each time. */
    static String header(Person author, String subject) {
        return header(author.address(), subject);
    }

    /** The header of a user who is none of the trial PKI's people. */
    static String header(String author, String subject) {
        return SignedMail.crlf(
                """
                Message-ID: <%s@test.example>
                From: <%s>
                To: <%s>
                Subject: %s
                Date: %s
                """
                        .formatted(
                                UUID.randomUUID(),
                                author,
                                TestServer.RECIPIENT.address(),
                                subject,
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        ZonedDateTime.now(ZoneOffset.UTC))));
    }
}
