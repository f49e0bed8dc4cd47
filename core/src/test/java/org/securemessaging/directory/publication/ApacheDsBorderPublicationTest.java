package org.securemessaging.directory.publication;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.ApacheDs;

/** ApacheDS, which tolerates much. */
class ApacheDsBorderPublicationTest extends BorderPublicationContract {
    private static ApacheDs server;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        ApacheDs.require();
        server = ApacheDs.start(folder);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    PublicationPeer startInner() {
        return SharedServerPeer.on(server, WritingSchema.BY_VALUE);
    }

    @Override
    PublicationPeer startBorder() {
        return SharedServerPeer.on(server, WritingSchema.BY_VALUE);
    }

    @Override
    List<String> group() {
        return List.of("objectClass", "groupOfNames");
    }
}
