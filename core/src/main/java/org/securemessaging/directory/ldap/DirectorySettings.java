package org.securemessaging.directory.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a directory is reached.
 *
 * @param name what the administrator calls it
 * @param servers its servers, which hold the same, the preferred first; at least one
 * @param transport how the way to them is protected
 * @param trusted files and folders with the CAs' certificates, followed as they change; if there is
 *     none, the CAs that this Java trusts
 * @param bind as whom it is asked
 * @param base the DN below which everything is; empty for the root
 * @param connectTime how long it may take from the look-up of a server's name to the end of the
 *     bind
 * @param readTime how long one answer may take
 * @param connections how many connections to one server are used at once
 */
public record DirectorySettings(
        String name,
        List<DirectoryServer> servers,
        Transport transport,
        List<Path> trusted,
        BindMethod bind,
        String base,
        Duration connectTime,
        Duration readTime,
        int connections) {
    /** Far above a healthy server's answer; below what a waiting mail notices. */
    public static final Duration DEFAULT_CONNECT_TIME = Duration.ofSeconds(5);

    /** An unindexed search in a large directory takes seconds. */
    public static final Duration DEFAULT_READ_TIME = Duration.ofSeconds(10);

    /** Answers are fast: eight connections serve far more spooler threads. */
    public static final int DEFAULT_CONNECTIONS = 8;

    /** Copies and checks. */
    public DirectorySettings {
        servers = List.copyOf(servers);
        trusted = List.copyOf(trusted);
        require(!servers.isEmpty(), "a directory needs a server");
        require(connections > 0, "a directory needs a connection");
        require(isPositive(connectTime) && isPositive(readTime), "times must be above zero");
        require(
                !(bind instanceof BindMethod.External && transport == Transport.PLAIN),
                "a client certificate is shown by TLS alone");
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
