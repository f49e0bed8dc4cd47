package org.securemessaging.pipeline.configuration;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.securemessaging.directory.ldap.DirectoryServer;
import org.securemessaging.directory.ldap.Transport;
import org.securemessaging.net.dns.DnsAnchors;
import org.securemessaging.net.dns.DnsSettings;

/** Reads {@code <dns>} into the engine's own record. */
final class DnsElement {
    private static final int DNS_PORT = 53;
    private static final String RESOLVERS =
            "an IP address with or without a port, such as 127.0.0.1 or [::1]:5353";
    private static final String ANCHORS =
            "a file with DS or DNSKEY records in the form of a zone file, written as "
                    + FileLocations.ACCEPTED;

    private DnsElement() {}

    static DnsSettings read(ConfigurationElement element, FileLocations locations) {
        List<InetSocketAddress> resolvers =
                element.values("resolver", RESOLVERS, DnsElement::resolver);
        List<Path> anchors =
                element.values("trustAnchors", ANCHORS, text -> anchors(locations.locate(text)));
        boolean believed = Values.truth(element, "believeResolvers", false);
        Duration time = Values.duration(element, "timeout", DnsSettings.DEFAULT_TIME);
        element.finish();
        if (believed && resolvers.isEmpty()) {
            throw element.refusal("believeResolvers", true, "false, unless a <resolver> is named");
        }
        return new DnsSettings(resolvers, anchors, believed, time);
    }

    private static Path anchors(Path file) {
        DnsAnchors.read(List.of(file));
        return file;
    }

    private static InetSocketAddress resolver(String text) {
        // The transport lends its port where none is written, which is another one here.
        DirectoryServer read = DirectoryServer.parse(text, Transport.PLAIN);
        boolean port = text.matches(".*]:[0-9]+") || text.matches("[^:]+:[0-9]+");
        return new InetSocketAddress(address(read.host()), port ? read.port() : DNS_PORT);
    }

    private static InetAddress address(String literal) {
        if (!literal.contains(":") && !literal.matches("[0-9.]+")) {
            throw new IllegalArgumentException("no IP address"); // A name would be looked up.
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no IP address", e);
        }
    }
}
