package org.securemessaging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the trial server's configuration that a test changes before the start. */
record ConfigurationFile(Path path) {
    private static final String OUTGOING = "<outgoingQueue>outgoing</outgoingQueue>";

    /** Puts something in the place of a part, which must be there. */
    void replace(String part, String other) throws IOException {
        String text = Files.readString(path);
        assertThat(text).contains(part);
        Files.writeString(path, text.replace(part, other));
    }

    /** Sends all that leaves to a server on this machine. */
    void relayTo(int port) throws IOException {
        replace(
                OUTGOING,
                OUTGOING
                        + "<gateway>127.0.0.1</gateway><gatewayPort>%d</gatewayPort>"
                                .formatted(port));
    }
}
