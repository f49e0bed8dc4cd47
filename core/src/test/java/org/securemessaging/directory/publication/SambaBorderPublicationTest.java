package org.securemessaging.directory.publication;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.Samba;

/** Two subtrees of Active Directory as Samba has it. */
class SambaBorderPublicationTest extends BorderPublicationContract {
    private static Samba server;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        Samba.require();
        server = Samba.start(folder);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    PublicationPeer startInner() {
        return SharedServerPeer.on(server, WritingSchema.ACTIVE_DIRECTORY);
    }

    @Override
    PublicationPeer startBorder() {
        return SharedServerPeer.on(server, WritingSchema.ACTIVE_DIRECTORY);
    }

    @Override
    List<String> group() {
        return List.of("objectClass", "group");
    }
}
