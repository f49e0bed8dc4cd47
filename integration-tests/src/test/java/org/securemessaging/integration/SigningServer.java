package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;
import org.securemessaging.server.WorkFolder;

/**
 * A James that signs with keys of every kind, relays to a server without 8BITMIME, and publishes
 * the certificates of those who signed.
 */
final class SigningServer implements AutoCloseable {
    /** What mailets do for messages with the field {@code X-Sign}. */
    private static final Map<String, String> ASKED =
            Map.of(
                    "opaque", "<form>opaque</form>",
                    "every-kind", "<keys>every-kind</keys>",
                    "every-kind-opaque", "<keys>every-kind</keys><form>opaque</form>",
                    "pss", "<rsaPadding>pss</rsaPadding>");

    private static final String SIGN =
            "<mailet match=\"All\" class=\"org.securemessaging.mailets.SMIMESign\">";
    private static final String PUBLISH =
            "<mailet match=\"All\" class=\"org.securemessaging.mailets.PublishCertificates\"/>";
    private static final String OUTGOING = "<outgoingQueue>outgoing</outgoingQueue>";
    private static final String END = "</securemessaging>";

    private final BlockingQueue<byte[]> relayed = new LinkedBlockingQueue<>();
    private final SmtpSink sink;
    private final Slapd directory;
    private final TestServer server;

    private SigningServer(Path work) throws IOException, InterruptedException {
        PeerProgram.require("slapd");
        SenderKeys keys = SenderKeys.withToken(Files.createDirectory(work.resolve("token")));
        this.directory = Slapd.start(work.resolve("slapd"));
        this.sink = SmtpSink.open(relayed::add);
        this.server =
                TestServer.start(
                        work,
                        keys.environment(),
                        folder -> {
                            keys.install(folder);
                            changeMailets(folder);
                            publish(folder);
                        });
        for (Sender sender : Sender.values()) {
            if (sender.user() == sender) {
                server.addUser(sender.address(), sender.password());
            } else {
                server.addAlias(sender.user().address(), sender.address());
            }
        }
    }

    static SigningServer start(Path work) throws IOException, InterruptedException {
        return new SigningServer(work);
    }

    TestServer james() {
        return server;
    }

    /** The next message that was relayed. */
    byte[] relayed() throws InterruptedException {
        byte[] message = relayed.poll(2, TimeUnit.MINUTES);
        assertThat(message).as("nothing was relayed within two minutes").isNotNull();
        return message;
    }

    /** What ldapsearch finds of an address in the directory. */
    String published(String address) {
        return new PeerProgram(server.work(), Map.of())
                .output(
                        "ldapsearch -x -LLL -o ldif-wrap=no -H %s -b %s (mail=%s)"
                                .formatted(directory.uri(), Slapd.SUFFIX, address));
    }

    @Override
    public void close() throws IOException {
        server.close();
        sink.close();
        directory.close();
    }

    private void changeMailets(WorkFolder folder) throws IOException {
        Path file = folder.conf().resolve("mailetcontainer.xml");
        String text = Files.readString(file);
        assertThat(text).contains(OUTGOING, SIGN, PUBLISH);
        String asked =
                ASKED.entrySet().stream()
                        .map(
                                each ->
                                        SIGN.replace("All", "HasHeader=X-Sign=" + each.getKey())
                                                + each.getValue()
                                                + "</mailet>\n")
                        .collect(Collectors.joining());
        String gateway =
                "<gateway>127.0.0.1</gateway><gatewayPort>%d</gatewayPort>".formatted(sink.port());
        Files.writeString(
                file,
                text.replace(SIGN, asked + SIGN)
                        .replace(PUBLISH, "-->" + PUBLISH + "<!--")
                        .replace(OUTGOING, OUTGOING + gateway));
    }

    private void publish(WorkFolder folder) throws IOException {
        Path file = folder.conf().resolve("securemessaging.xml");
        Path password = folder.conf().resolve("directory-password");
        Files.writeString(password, Slapd.PASSWORD);
        String parts =
                """
                <directories><directory name="slapd">
                  <server>127.0.0.1:%d</server><transport>plain</transport>
                  <bind>simple</bind><bindDn>%s</bindDn><passwordFile>file://%s</passwordFile>
                </directory></directories>
                <publication><directory>slapd</directory>
                  <correspondents><base>ou=mail,%s</base><createParents>true</createParents></correspondents>
                  <outbox><folder>file://var/outbox/</folder></outbox>
                </publication>
                """
                        .formatted(directory.port(), Slapd.ADMIN, password, Slapd.SUFFIX);
        Files.writeString(file, Files.readString(file).replace(END, parts + END));
    }
}
