package org.securemessaging.directory.publication;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.Samba;

/** Active Directory as Samba has it. */
class SambaPersonPublicationTest extends PersonPublicationContract {
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
    PublicationPeer start() {
        return SharedServerPeer.on(server, WritingSchema.ACTIVE_DIRECTORY);
    }

    /** Samba 4.17 ends the connection on a filter with this one; the outbox sets it aside. */
    @Override
    boolean canBeAsked(String address) {
        return !address.startsWith("'x'");
    }
}
