package org.securemessaging.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The ports of the trial server, as options of its command line. */
final class TrialPorts {
    @Option(
            names = "--smtp-port",
            paramLabel = "PORT",
            defaultValue = "10025",
            description = "Port for SMTP (default: ${DEFAULT-VALUE}).")
    private int smtp;

    @Option(
            names = "--imap-port",
            paramLabel = "PORT",
            defaultValue = "10143",
            description = "Port for IMAP (default: ${DEFAULT-VALUE}).")
    private int imap;

    @Option(
            names = "--webadmin-port",
            paramLabel = "PORT",
            defaultValue = "18000",
            description = "Port for James's webadmin (default: ${DEFAULT-VALUE}).")
    private int webadmin;

    @Option(
            names = "--crl-port",
            paramLabel = "PORT",
            defaultValue = "10080",
            description = "Port that serves the PKI's CRLs (default: ${DEFAULT-VALUE}).")
    private int crl;

    @Option(
            names = "--ldap-port",
            paramLabel = "PORT",
            defaultValue = "10389",
            description = "Port of the address book (default: ${DEFAULT-VALUE}).")
    private int ldap;

    ServerPorts server() {
        return new ServerPorts(smtp, imap, webadmin);
    }

    int crl() {
        return crl;
    }

    int ldap() {
        return ldap;
    }

    /**
     * Looks for a port that cannot be had.
     *
     * @return a sentence for the user, or empty if all are free
     */
    Optional<String> busy() {
        return List.of(
                        new Use("SMTP", "--smtp-port", smtp),
                        new Use("IMAP", "--imap-port", imap),
                        new Use("webadmin", "--webadmin-port", webadmin),
                        new Use("the CRLs over HTTP", "--crl-port", crl),
                        new Use("the address book", "--ldap-port", ldap))
                .stream()
                .flatMap(use -> use.busy().stream())
                .reduce((one, two) -> one + System.lineSeparator() + two);
    }

    private record Use(String what, String option, int port) {
        Optional<String> busy() {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(
                        "Port %d, wanted for %s, can't be used (%s). Choose another with %s PORT."
                                .formatted(port, what, e.getMessage(), option));
            }
        }
    }
}
