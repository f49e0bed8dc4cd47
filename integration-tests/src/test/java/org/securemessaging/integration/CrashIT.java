package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.server.mail.Inbox;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.SmtpClient;
import org.securemessaging.server.mail.SmtpRefusalException;
import org.securemessaging.server.pki.Person;

/** A server that is killed while it takes and processes mail. */
class CrashIT {
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 3;
    private static final int MAILS_BEFORE_THE_KILL = 25;
    private static final Duration DELIVERY = Duration.ofMinutes(3);

    @TempDir private Path work;

    @Test
    void everyAcceptedMailShouldArriveWithTheRightStampWhenTheServerIsKilled() throws Exception {
        Map<String, byte[]> accepted = new ConcurrentHashMap<>();
        try (TestServer server = TestServer.start(work)) {
            for (int round = 0; round < ROUNDS; round++) {
                sendUntilKilled(server, accepted);
            }

            Map<String, byte[]> arrived = await(server, accepted);

            assertThat(arrived.keySet()).containsAll(accepted.keySet());
            accepted.forEach((id, sent) -> assertRight(sent, arrived.get(id)));
        }
    }

    private static void assertRight(byte[] sent, byte[] arrived) {
        boolean tampered = new String(sent, StandardCharsets.US_ASCII).contains("pay 900");
        Arrived.assertUnchanged(sent, arrived);
        assertThat(Arrived.stamp(arrived))
                .hasToString(tampered ? "fail (digest-mismatch)" : "pass");
    }

    private static void sendUntilKilled(TestServer server, Map<String, byte[]> accepted)
            throws Exception {
        int enough = accepted.size() + MAILS_BEFORE_THE_KILL;
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Void>> sending =
                IntStream.range(0, CLIENTS)
                        .mapToObj(i -> clients.submit(() -> sendUntilBroken(server, accepted)))
                        .toList();
        long end = System.nanoTime() + DELIVERY.toNanos();
        while (accepted.size() < enough && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        server.killAndRestart();
        clients.shutdown();
        for (Future<Void> client : sending) {
            assertThatThrownBy(() -> client.get(1, TimeUnit.MINUTES))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SmtpRefusalException.class);
        }
    }

    /** Sends good and tampered mails in turn; ends with an exception when the server is gone. */
    private static Void sendUntilBroken(TestServer server, Map<String, byte[]> accepted)
            throws IOException {
        try (SmtpClient smtp = server.smtp()) {
            while (true) {
                for (byte[] mail : goodAndTampered(server)) {
                    smtp.send(Person.ALICE.address(), TestServer.RECIPIENT.address(), mail);
                    accepted.put(id(mail), mail);
                }
            }
        }
    }

    private static List<byte[]> goodAndTampered(TestServer server) {
        byte[] good = Mails.signed(server.pki(), Person.ALICE, "Please pay 100 crowns.\n");
        RawMessage other =
                RawMessage.of(Mails.signed(server.pki(), Person.ALICE, "Please pay 100 crowns.\n"));
        return List.of(
                good,
                new RawMessage(other.fields(), other.body().replace("pay 100", "pay 900"))
                        .octets());
    }

    private static Map<String, byte[]> await(TestServer server, Map<String, byte[]> accepted)
            throws InterruptedException {
        Map<String, byte[]> arrived = new HashMap<>();
        long end = System.nanoTime() + DELIVERY.toNanos();
        try (Inbox inbox = server.inbox()) {
            int read = 0;
            while (!arrived.keySet().containsAll(accepted.keySet()) && System.nanoTime() < end) {
                Thread.sleep(200);
                List<byte[]> fresh = inbox.messages(read + 1);
                read += fresh.size();
                fresh.forEach(mail -> arrived.put(id(mail), mail));
            }
        }
        return arrived;
    }

    private static String id(byte[] mail) {
        return RawMessage.of(mail).values("Message-ID").get(0);
    }
}
