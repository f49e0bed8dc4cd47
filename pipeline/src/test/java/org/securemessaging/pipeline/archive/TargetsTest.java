package org.securemessaging.pipeline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.archive.Carriage;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.pipeline.configuration.JournalServer;

/** The targets outside: a journal address, and a repository of James. */
class TargetsTest {
    private static final RecordKey KEY = new RecordKey("ab".repeat(32));
    private static final ArchiveRecord RECORD =
            new ArchiveRecord(
                    RecordKind.REPORT,
                    KEY,
                    (out, carriage) ->
                            out.write(
                                    ("Subject: x\r\n\r\n.dot\r\n"
                                                    + (carriage == Carriage.SEVEN_BIT
                                                            ? "seven"
                                                            : "\u00e4"))
                                            .getBytes(StandardCharsets.ISO_8859_1)));

    @Test
    void smtpShouldSendEightBitsToAServerThatTakesThem() throws Exception {
        List<String> lines = sentTo("8BITMIME");

        assertThat(lines)
                .contains("MAIL FROM:<>", "RCPT TO:<journal@example.org>", "..dot", "\u00e4");
    }

    @Test
    void smtpShouldSendSevenBitsToAServerThatTakesNoMore() throws Exception {
        assertThat(sentTo("HELP")).contains("seven").doesNotContain("\u00e4");
    }

    @Test
    void smtpShouldBeUnavailableWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> target(port, JournalServer.Security.NONE).file(RECORD))
                .isInstanceOf(ArchiveUnavailableException.class)
                .hasMessageContaining("journal@example.org");
    }

    @Test
    void smtpShouldSendNothingInClearWhereTlsIsDemanded() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> said =
                    CompletableFuture.supplyAsync(() -> serve(socket, "8BITMIME"));

            assertThatThrownBy(
                            () ->
                                    target(socket.getLocalPort(), JournalServer.Security.STARTTLS)
                                            .file(RECORD))
                    .isInstanceOf(ArchiveUnavailableException.class);
            assertThat(said.get()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void repositoryShouldHoldTheOctetsUnderTheKeyOnce() {
        Map<String, String> stored = new HashMap<>();
        RepositoryTarget target =
                new RepositoryTarget(
                        MailRepositoryUrl.from("memory://var/mail/journal/"), store(stored));

        target.file(RECORD);
        target.file(RECORD);

        assertThat(stored)
                .containsExactlyEntriesOf(Map.of(KEY.hex(), "Subject: x\r\n\r\n.dot\r\n\u00e4"));
    }

    private static List<String> sentTo(String extension) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> said =
                    CompletableFuture.supplyAsync(() -> serve(socket, extension));
            target(socket.getLocalPort(), JournalServer.Security.NONE).file(RECORD);
            return said.get();
        }
    }

    private static SmtpTarget target(int port, JournalServer.Security security) {
        return new SmtpTarget(
                new JournalServer(
                        "journal@example.org",
                        "127.0.0.1",
                        port,
                        security,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(10)));
    }

    /** Takes one session; gives what the client said. */
    private static List<String> serve(ServerSocket socket, String extension) {
        List<String> said = new ArrayList<>();
        try (Socket client = socket.accept();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = client.getOutputStream()) {
            answer(out, "220 sink");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                said.add(line);
                data = line.equals("DATA") || (data && !line.equals("."));
                if (line.startsWith("EHLO")) {
                    answer(out, "250-sink\r\n250 " + extension);
                } else if (line.equals("DATA")) {
                    answer(out, "354 go on");
                } else if (!data) {
                    answer(out, line.equals("QUIT") ? "221 bye" : "250 ok");
                }
            }
        } catch (IOException e) {
            said.add("broken: " + e);
        }
        return said;
    }

    private static void answer(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static MailRepositoryStore store(Map<String, String> stored) {
        MailRepository repository =
                proxy(
                        MailRepository.class,
                        (self, method, arguments) -> {
                            switch (method.getName()) {
                                case "store" -> {
                                    Mail mail = (Mail) arguments[0];
                                    stored.put(mail.getName(), octets(mail));
                                    return MailKey.forMail(mail);
                                }
                                case "retrieve" -> {
                                    String key = ((MailKey) arguments[0]).asString();
                                    return stored.containsKey(key)
                                            ? MailImpl.builder().name(key).build()
                                            : null;
                                }
                                default ->
                                        throw new UnsupportedOperationException(method.getName());
                            }
                        });
        return proxy(MailRepositoryStore.class, (self, method, arguments) -> repository);
    }

    private static String octets(Mail mail) throws Exception {
        try (MimeMessageInputStream in = new MimeMessageInputStream(mail.getMessage())) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
