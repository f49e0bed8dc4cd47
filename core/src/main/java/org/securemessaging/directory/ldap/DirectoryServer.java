package org.securemessaging.directory.ldap;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of a directory's servers.
 *
 * @param host its name, or its address without brackets
 * @param port the TCP port, 1 to 65535
 */
public record DirectoryServer(String host, int port) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.?))(?::([0-9]{1,5}))?");
    private static final int HIGHEST_PORT = 65_535;

    /** Checks the port. */
    public DirectoryServer {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /**
     * Reads a server as an administrator writes it.
     *
     * @param text such as {@code ldap.example.org}, {@code 10.0.0.1:1389} or {@code [::1]:636}
     * @param transport whose usual port is meant if there is none
     * @return the server
     * @throws IllegalArgumentException if the text is none
     */
    public static DirectoryServer parse(String text, Transport transport) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no host with or without a port");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        String port = matcher.group(3);
        return new DirectoryServer(
                host, port == null ? transport.usualPort() : Integer.parseInt(port));
    }

    /** As an administrator writes it. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
