package org.securemessaging.server.tour;

import static org.securemessaging.server.pki.Person.ALICE;
import static org.securemessaging.server.pki.Person.BOB;
import static org.securemessaging.server.pki.Person.CAROL;
import static org.securemessaging.server.pki.Person.DORA;
import static org.securemessaging.server.pki.Person.EMIL;
import static org.securemessaging.server.pki.Person.MALLORY;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.securemessaging.server.mail.EncryptedMail;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.SignedMail;
import org.securemessaging.server.mail.Stamp;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

/** Writes the mails of the tour. */
final class TourMails {
    /** What stands in the encrypted mail. */
    static final String SECRET = "The safe is behind the painting.";

    private static final String AMOUNT = "Please pay 100 crowns to Carol.";

    private final TrialPki pki;
    private final String authservId;

    /**
     * Mails signed with a PKI's keys.
     *
     * @param pki the keys
     * @param authservId the server's name, to be forged
     */
    TourMails(TrialPki pki, String authservId) {
        this.pki = pki;
        this.authservId = authservId;
    }

    /**
     * The mails, with fresh Message-IDs.
     *
     * @return one of each kind, in the order of the table
     */
    List<TourMail> all() {
        return List.of(
                signed("good", ALICE, ALICE, stamp("pass")),
                signed("partner", CAROL, CAROL, stamp("pass")),
                tampered(),
                signed("revoked", DORA, DORA, stamp("fail", "revoked")),
                signed("expired", EMIL, EMIL, stamp("policy", "expired")),
                signed("untrusted", MALLORY, MALLORY, stamp("policy", "untrusted")),
                signed("mismatched", ALICE, CAROL, stamp("policy", "signer-mismatch")),
                unsigned(),
                forging(),
                submitted(),
                impersonating(),
                encrypted());
    }

    private TourMail signed(String name, Person author, Person signer, Stamp expected) {
        byte[] octets =
                SignedMail.clear(
                        header(author, "Tour: " + name),
                        SignedMail.text(AMOUNT + "\n"),
                        pki.identity(signer));
        return honest(name, author, RawMessage.of(octets), expected);
    }

    private TourMail tampered() {
        TourMail good = signed("tampered", ALICE, ALICE, stamp("fail", "digest-mismatch"));
        String body = good.message().body().replace("pay 100 crowns", "pay 900 crowns");
        RawMessage message = new RawMessage(good.message().fields(), body);
        return honest(good.name(), ALICE, message, good.expected());
    }

    private TourMail unsigned() {
        String text = header(CAROL, "Tour: unsigned") + SignedMail.text("Nobody signed this.\n");
        return honest("unsigned", CAROL, message(text), stamp("none"));
    }

    private TourMail forging() {
        String subject = "Tour: stamp-forging";
        String honest = header(ALICE, subject) + SignedMail.text(AMOUNT + "\n");
        String stamps =
                """
                Authentication-Results: %s; smime=pass body.smime-identifier=%s
                X-SMIME-Status: pass
                """
                        .formatted(authservId, ALICE.address());
        String forged = SignedMail.crlf(stamps) + honest.replace(subject, "[Signed] " + subject);
        return new TourMail(
                "stamp-forging",
                ALICE.address(),
                message(forged),
                stamp("none"),
                message(honest).fields());
    }

    /** Alice logs in, and the server signs what she sends. */
    private static TourMail submitted() {
        String text = header(ALICE, "Tour: submitted") + SignedMail.text(AMOUNT + "\n");
        RawMessage message = message(text);
        return new TourMail(
                "submitted",
                ALICE.address(),
                message,
                stamp("pass"),
                message.fields(),
                Optional.of(ALICE));
    }

    /** Alice logs in, and writes in Carol's name: nothing is signed. */
    private static TourMail impersonating() {
        String text = header(CAROL, "Tour: impersonating") + SignedMail.text(AMOUNT + "\n");
        RawMessage message = message(text);
        return new TourMail(
                "impersonating",
                ALICE.address(),
                message,
                stamp("none"),
                message.fields(),
                Optional.of(ALICE));
    }

    /** Carol signs, and encrypts to Bob, who reads it with his own program. */
    private TourMail encrypted() {
        byte[] inside = SignedMail.clear("", SignedMail.text(SECRET + "\n"), pki.identity(CAROL));
        byte[] octets =
                EncryptedMail.of(
                        header(CAROL, "Tour: encrypted"), inside, pki.identity(BOB).certificate());
        return honest("encrypted", CAROL, RawMessage.of(octets), stamp("none", "encrypted"));
    }

    private static TourMail honest(String name, Person author, RawMessage message, Stamp expected) {
        return new TourMail(name, author.address(), message, expected, message.fields());
    }

    private static RawMessage message(String text) {
        return RawMessage.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String header(Person author, String subject) {
        return SignedMail.crlf(
                """
                From: <%s>
                To: <%s>
                Subject: %s
                Date: %s
                Message-ID: <%s@tour.example>
                """
                        .formatted(
                                author.address(),
                                BOB.address(),
                                subject,
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        ZonedDateTime.now(ZoneOffset.UTC)),
                                UUID.randomUUID()));
    }

    private static Stamp stamp(String result, String... reasons) {
        return new Stamp(result, List.of(reasons));
    }
}
