package org.securemessaging.pipeline.engine;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.PreDestroy;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.directory.ldap.DirectorySettings;
import org.securemessaging.directory.ldap.PooledDirectory;
import org.securemessaging.directory.ldap.ServerHealth;
import org.securemessaging.pipeline.configuration.DirectoryConfiguration;

/**
 * The directories of a configuration, each with one pool of connections for all who ask it.
 * Connections are opened when they are needed. Thread safe; to be closed.
 */
public final class Directories implements AutoCloseable {
    private final Map<String, PooledDirectory> connections = new LinkedHashMap<>();
    private final List<DirectoryConfiguration> configurations;

    /**
     * The directories; nothing is opened yet.
     *
     * @param directories what is said of them
     * @param clock says for how long a server that failed is left alone
     */
    public Directories(List<DirectoryConfiguration> directories, Clock clock) {
        this.configurations = List.copyOf(directories);
        for (DirectoryConfiguration directory : configurations) {
            connections.put(directory.name(), new PooledDirectory(directory.connection(), clock));
        }
    }

    /**
     * A directory's connections.
     *
     * @param name what the administrator calls it; one of the configuration's
     * @return the connections, not to be closed
     * @throws IllegalArgumentException if there is none of that name
     */
    public DirectoryConnections named(String name) {
        DirectoryConnections named = connections.get(name);
        if (named == null) {
            throw unknown(name);
        }
        return named;
    }

    /**
     * How a directory is reached.
     *
     * @param name what the administrator calls it; one of the configuration's
     * @return its settings
     * @throws IllegalArgumentException if there is none of that name
     */
    public DirectorySettings settings(String name) {
        return configurations.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name))
                .connection();
    }

    /**
     * How the servers of some directories stand, asked one after the other.
     *
     * @param names what the administrator calls them; all of the configuration's
     * @return each server of each
     * @throws IllegalArgumentException if there is none of a name
     */
    public List<ServerHealth> health(Collection<String> names) {
        return names.stream()
                .map(
                        name ->
                                Optional.ofNullable(connections.get(name))
                                        .orElseThrow(() -> unknown(name)))
                .flatMap(directory -> directory.health().stream())
                .toList();
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("no directory is called " + name);
    }

    /** Closes all connections when the server stops. */
    @Override
    @PreDestroy
    public void close() {
        connections.values().forEach(DirectoryConnections::close);
    }
}
