package org.securemessaging.server.james;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.persistence.EntityManagerFactory;
import javax.persistence.Persistence;
import org.apache.derby.jdbc.EmbeddedDriver;

/** The Derby database that holds users, domains, mailboxes and repository addresses. */
final class Database implements AutoCloseable {
    private final EntityManagerFactory entities;

    private Database(EntityManagerFactory entities) {
        this.entities = entities;
    }

    /**
     * Opens the database, and makes it and its tables at first use.
     *
     * @param folder the database's own folder, made by Derby
     * @return the open database
     */
    static Database open(Path folder) {
        // Derby has no users of its own here; the names only tell JPA which schema the tables are
        // in.
        Map<String, String> settings =
                Map.of(
                        "openjpa.ConnectionDriverName",
                        EmbeddedDriver.class.getName(),
                        "openjpa.ConnectionURL",
                        "jdbc:derby:" + folder.toAbsolutePath() + ";create=true",
                        "openjpa.ConnectionUserName",
                        "app",
                        "openjpa.ConnectionPassword",
                        "app");
        makeTables(settings);
        return new Database(Persistence.createEntityManagerFactory("Global", settings));
    }

    /** Whoever reads all classes at once, as Preload does, finds their tables or fails. */
    private static void makeTables(Map<String, String> settings) {
        Map<String, String> later = new HashMap<>(settings);
        later.put("openjpa.MetaDataRepository", "Preload=false");
        EntityManagerFactory tables = Persistence.createEntityManagerFactory("Global", later);
        try {
            tables.createEntityManager().close();
        } finally {
            tables.close();
        }
    }

    /**
     * The factory James's JPA classes ask for.
     *
     * @return the factory; closed together with this database
     */
    EntityManagerFactory entities() {
        return entities;
    }

    /** Closes the connections; OpenJPA then shuts Derby's engine for this database down. */
    @Override
    public void close() {
        entities.close();
    }
}
