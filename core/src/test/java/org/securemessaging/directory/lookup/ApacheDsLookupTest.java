package org.securemessaging.directory.lookup;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.peer.ApacheDs;

class ApacheDsLookupTest implements LookupContract {
    private static PeopleDirectory people;

    @BeforeAll
    static void start(@TempDir Path folder) {
        ApacheDs.require();
        people = new PeopleDirectory(ApacheDs.start(folder), LookupSchema.INET_ORG_PERSON);
    }

    @AfterAll
    static void stop() {
        if (people != null) {
            people.close();
        }
    }

    @Override
    public PeopleDirectory people() {
        return people;
    }
}
