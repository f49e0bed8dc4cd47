package org.securemessaging.integration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.securemessaging.server.WorkFolder;

/** A server that archives every mail into a folder, and sends it to a sink outside. */
final class ArchiveServer {
    private ArchiveServer() {}

    /** The archive's folder, which is not made. */
    static Path folder(Path work) {
        return work.resolve("archive");
    }

    static TestServer start(Path work, SmtpSink sink) throws IOException, InterruptedException {
        return TestServer.start(work, folder -> configure(folder, sink.port()));
    }

    /** Adds the archive to a configuration. */
    static void configure(WorkFolder work, int sink) throws IOException {
        configure(work, sink, "");
    }

    /** Adds the archive to a configuration, with further targets. */
    static void configure(WorkFolder work, int sink, String further) throws IOException {
        Path configuration = work.conf().resolve("securemessaging.xml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        // A server with an address book has an archive already, elsewhere.
                        .replaceAll("(?s)  <archive>.*</archive>\n", "")
                        .replace(
                                "</securemessaging>",
                                """
                                  <archive>
                                    <node>node1</node>
                                    <folder>file://%s</folder>
                                    %s
                                  </archive>
                                </securemessaging>
                                """
                                        .formatted(folder(work.path()), further)));
        try (InputStream in =
                ArchiveServer.class.getResourceAsStream("archive-mailetcontainer.xml")) {
            Files.writeString(
                    work.conf().resolve("mailetcontainer.xml"),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("@sink-port@", Integer.toString(sink)));
        }
    }
}
