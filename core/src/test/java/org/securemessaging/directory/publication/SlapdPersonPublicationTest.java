package org.securemessaging.directory.publication;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.PeerProgram;

/** OpenLDAP, which refuses what others tolerate. */
class SlapdPersonPublicationTest extends PersonPublicationContract {
    @TempDir private Path folder;

    @BeforeAll
    static void require() {
        PeerProgram.require("slapd");
        PeerProgram.require("ldapmodify");
    }

    @Override
    PublicationPeer start() {
        return SlapdPeer.start(folder.resolve("slapd"));
    }
}
