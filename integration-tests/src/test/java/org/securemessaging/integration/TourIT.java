package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.securemessaging.server.pki.Person.CAROL;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.server.directory.AddressBook;
import org.securemessaging.server.directory.DirectoryProcess;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.SignedMail;
import org.securemessaging.server.pki.Person;
import org.securemessaging.server.tour.Journal;
import org.securemessaging.server.tour.Tour;
import org.securemessaging.server.tour.TourLine;
import org.securemessaging.server.tour.TourTable;

/** The tour of {@code ./run}, and what a stamp says and what may stand beside it. */
class TourIT {
    @TempDir private static Path work;

    private static DirectoryProcess directory;
    private static AddressBook book;
    private static TestServer server;
    private static List<TourLine> lines;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        directory = DirectoryProcess.start(Built.directory(), work.resolve("directory"), 0);
        book = new AddressBook(directory.awaitPort());
        server = TestServer.start(work, book);
        Journal journal = new Journal(work.resolve("archive"));
        lines = new Tour(server.ports(), server.pki(), TestServer.AUTHSERV_ID, book, journal).go();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        directory.close();
    }

    @Test
    void everyLineOfTheTourShouldBeRight() throws IOException {
        assertThat(lines).hasSize(15).allMatch(TourLine::right);
        assertThat(Files.readString(Built.conf().resolveSibling("README.md")))
                .contains(TourTable.of(lines));
    }

    @Test
    void certificateShouldBeShownAsLdapsearchPrintsIt() throws IOException, InterruptedException {
        PeerProgram.require("ldapsearch");
        Command ldapsearch =
                Command.run(work, Map.of(), List.of("sh", "-c", book.command(CAROL.address())));

        assertThat(ldapsearch.withOutput()).isEqualTo(book.printed(CAROL.address()));
    }

    @Test
    void stampShouldNameTheSigner() throws IOException, InterruptedException {
        byte[] arrived = server.deliver(Mails.signed(server.pki(), Person.CAROL, "Hello.\n"));

        String serial =
                server.pki().identity(Person.CAROL).certificate().getSerialNumber().toString(16);
        assertThat(RawMessage.of(arrived).values("Authentication-Results"))
                .singleElement()
                .asString()
                .startsWith(TestServer.AUTHSERV_ID + "; smime=pass")
                .contains("body.smime-identifier=carol@orchard.example")
                .containsIgnoringCase("body.smime-serial=" + serial)
                .contains("body.smime-issuer=\"CN=Trial Issuing CA,O=Trial PKI\"");
    }

    @Test
    void opaqueSignatureShouldPass() throws IOException, InterruptedException {
        byte[] sent =
                SignedMail.opaque(
                        Mails.header(Person.ALICE, "opaque"),
                        SignedMail.text("Inside.\n"),
                        server.pki().identity(Person.ALICE));

        byte[] arrived = server.deliver(sent);

        Arrived.assertUnchanged(sent, arrived);
        assertThat(Arrived.stamp(arrived).result()).isEqualTo("pass");
    }

    /**
     * Fields that mail programs write in other ways, with octets that no standard allows in a
     * header. James's LocalDelivery writes each such octet as a question mark; nothing else may
     * change.
     */
    @Test
    void oddFieldsShouldStayAsTheyAre() throws IOException, InterruptedException {
        byte[] signed = Mails.signed(server.pki(), Person.ALICE, "Hello.\n");
        String raw =
                "X-Latin: gr\u00fc\u00dfe\r\nX-Folded: \u00e4\r\n\t \u0080\u00ff  \u00a0\r\n"
                        + "x-odd:no space\r\nX-Empty:\r\nX-Spaces:   \r\n"
                        + text(signed).replace("Subject: signed", "Subject: \u00c3\u00bc \u00fc");
        byte[] arrived = server.deliver(raw.getBytes(StandardCharsets.ISO_8859_1));

        Arrived.assertUnchanged(withoutOddOctets(raw), withoutOddOctets(text(arrived)));
        assertThat(Arrived.stamp(arrived)).hasToString("pass");
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static byte[] withoutOddOctets(String message) {
        return message.replaceAll("[^\\x00-\\x7F]", "?").getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 8601 §5: only what claims to be ours is removed. */
    @Test
    void stampsOfOtherServersShouldStay() throws IOException, InterruptedException {
        String other = "Authentication-Results: mx.elsewhere.example; spf=pass\r\n";
        byte[] sent =
                (other + Mails.header(Person.ALICE, "other") + SignedMail.text("Hello.\n"))
                        .getBytes(StandardCharsets.US_ASCII);

        assertThat(RawMessage.of(server.deliver(sent)).values("Authentication-Results"))
                .hasSize(2)
                .contains("mx.elsewhere.example; spf=pass");
    }
}
