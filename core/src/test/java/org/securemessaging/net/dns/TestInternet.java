package org.securemessaging.net.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * A top-level domain {@code test.} that is believed, with a signed zone {@code example.test.}, a
 * signed zone {@code other.test.} of somebody else, and one without DNSSEC, {@code plain.test.}.
 */
public final class TestInternet implements AutoCloseable {
    private final TestZone top = new TestZone("test.", true);
    private final TestZone example = new TestZone("example.test.", true);
    private final TestZone other = new TestZone("other.test.", true);
    private final TestZone plain = new TestZone("plain.test.", false);
    private final TestDns server = new TestDns(top, example, other, plain);
    private Duration time = Duration.ofSeconds(20);

    public TestInternet() {
        top.delegate(example);
        top.delegate(other);
        top.delegate(plain);
    }

    public TestZone example() {
        return example;
    }

    public TestZone other() {
        return other;
    }

    public TestZone plain() {
        return plain;
    }

    public TestDns server() {
        return server;
    }

    /** Nobody answers any more, for which clients made from now on do not wait long. */
    public void silence() {
        server.silence();
        time = Duration.ofSeconds(1);
    }

    /** Validates itself, from an anchor in a file. */
    public DnsClient validating(Path folder) {
        try {
            Path anchors = folder.resolve("test.key");
            Files.writeString(anchors, "; believed\n" + top.anchor() + "\n");
            return client(List.of(anchors), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the resolver's word. */
    public DnsClient believing() {
        return client(List.of(), true);
    }

    /** Believes nobody. */
    public DnsClient plainClient() {
        return client(List.of(), false);
    }

    private DnsClient client(List<Path> anchors, boolean believing) {
        return new DnsClient(
                new DnsSettings(List.of(server.address()), anchors, believing, time),
                Clock.systemUTC());
    }

    @Override
    public void close() {
        server.close();
    }
}
