package org.securemessaging.directory.publication;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.Samba;

/** Active Directory as Samba has it: CAs are in containers, as below CN=Public Key Services. */
class SambaAuthorityPublicationTest extends AuthorityPublicationContract {
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

    @Override
    String container() {
        return "CN=authorities";
    }

    /** The attribute has one value in Active Directory's schema. */
    @Override
    boolean takesCrlsOfOthers() {
        return false;
    }
}
