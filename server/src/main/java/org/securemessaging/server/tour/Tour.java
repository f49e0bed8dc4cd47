package org.securemessaging.server.tour;

import static org.securemessaging.server.pki.Person.BOB;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.securemessaging.server.ServerPorts;
import org.securemessaging.server.directory.AddressBook;
import org.securemessaging.server.mail.Inbox;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.pki.TrialPki;

/** Sends the tour's mails over SMTP, reads them back over IMAP, and compares. */
public final class Tour {
    /** The first mail warms the engine up: seconds on a small machine, minutes on a busy one. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ServerPorts ports;
    private final List<TourMail> mails;
    private final TourJudge judge;
    private final Harvest harvest;
    private final EncryptedTour encrypted;
    private final Journal journal;

    /**
     * A tour of a running server.
     *
     * @param ports where it listens
     * @param pki the keys to sign with
     * @param authservId the name in the server's stamps
     * @param book the directory in which the server publishes
     * @param journal what the server archives
     */
    public Tour(
            ServerPorts ports, TrialPki pki, String authservId, AddressBook book, Journal journal) {
        this.ports = ports;
        this.mails = new TourMails(pki, authservId).all();
        this.judge = new TourJudge(authservId);
        this.harvest = new Harvest(book, pki, PATIENCE);
        this.encrypted = new EncryptedTour(ports, pki, PATIENCE);
        this.journal = journal;
    }

    /**
     * Goes on the tour.
     *
     * @return a line for each mail, one each for what was harvested from them, for a mail that is
     *     encrypted to it, and for what was archived of a mail that came encrypted
     * @throws IOException if the server can't be talked to
     * @throws InterruptedException if the thread is interrupted while it waits for mails
     */
    public List<TourLine> go() throws IOException, InterruptedException {
        try (Inbox inbox = Inbox.open(ports.imap(), BOB.address(), BOB.password())) {
            int before = inbox.size();
            for (TourMail mail : mails) {
                send(mail);
            }
            Map<String, RawMessage> arrived = await(inbox, before);
            return Stream.concat(
                            mails.stream().map(mail -> line(mail, arrived)),
                            // In this order: what is harvested is then encrypted to.
                            Stream.of(
                                    harvest.await(),
                                    encrypted.go(),
                                    journal.line(mails.get(mails.size() - 1))))
                    .toList();
        }
    }

    private void send(TourMail mail) throws IOException {
        try (SmtpClient smtp = SmtpClient.connect(ports.smtp())) {
            if (mail.author().isPresent()) {
                Person author = mail.author().get();
                smtp.login(author.address(), author.password());
            }
            smtp.send(mail.from(), BOB.address(), mail.message().octets());
        }
    }

    private TourLine line(TourMail mail, Map<String, RawMessage> arrived) {
        RawMessage message = arrived.get(mail.messageId());
        return message == null ? judge.missing(mail) : judge.judge(mail, message);
    }

    private Map<String, RawMessage> await(Inbox inbox, int before) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (inbox.size() < before + mails.size() && System.nanoTime() < end) {
            Thread.sleep(PAUSE.toMillis());
        }
        Map<String, RawMessage> arrived = new HashMap<>();
        for (byte[] octets : inbox.messages(before + 1)) {
            RawMessage message = RawMessage.of(octets);
            message.values("Message-ID").forEach(id -> arrived.put(id, message));
        }
        return arrived;
    }
}
