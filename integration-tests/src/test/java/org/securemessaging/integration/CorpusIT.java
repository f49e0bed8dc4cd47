package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.server.WorkFolder;

/** Messages that others made, through SMTP into James and back over IMAP. */
class CorpusIT {
    private static final String RESOURCES = "/org/securemessaging/verification/";

    @TempDir private static Path work;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = TestServer.start(work, CorpusIT::trustTheirAuthorities);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static void trustTheirAuthorities(WorkFolder folder) throws IOException {
        Files.write(
                folder.pki().resolve("anchors/thunderbird.pem"), bytes("thunderbird/TestCA.pem"));
        Files.write(folder.pki().resolve("anchors/ietf.pem"), bytes("rfc9788/ca.rsa.crt"));
        // Their authorities never published a CRL.
        Path file = folder.conf().resolve("securemessaging.xml");
        Files.writeString(
                file, Files.readString(file).replace("<mode>require</mode>", "<mode>off</mode>"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = RESOURCES + "thunderbird.csv", numLinesToSkip = 1)
    void serverShouldStampThunderbirdsMessages(
            String file, boolean signed, boolean good, String result, String reasons)
            throws IOException, InterruptedException {
        byte[] sent = lines(bytes("thunderbird/" + file));

        byte[] arrived = server.deliver(sent);

        Arrived.assertUnchanged(sent, arrived);
        assertThat(words(arrived)).isEqualTo(expected(result, reasons));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smime-multipart-complex-hp.eml",
                "smime-multipart-complex-rfc8551hp.eml",
                "smime-multipart-hp.eml",
                "smime-multipart.eml",
                "smime-one-part-hp.eml"
            })
    void serverShouldPassTheMessagesOfRfc9788(String file)
            throws IOException, InterruptedException {
        byte[] sent = lines(bytes("rfc9788/" + file));

        byte[] arrived = server.deliver(sent);

        Arrived.assertUnchanged(sent, arrived);
        assertThat(words(arrived)).isEqualTo("pass revocation-unchecked");
    }

    private static String words(byte[] arrived) {
        return expected(
                Arrived.stamp(arrived).result(),
                String.join(" ", Arrived.stamp(arrived).reasons()));
    }

    private static String expected(String result, String reasons) {
        return result + " " + (reasons == null ? "" : reasons);
    }

    /** As a mail program sends it: with CRLF at the end of every line. */
    private static byte[] lines(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1)
                .replaceAll("\r?\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = CorpusIT.class.getResourceAsStream(RESOURCES + name)) {
            return in.readAllBytes();
        }
    }
}
