package org.securemessaging.net.dns;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Whom we ask, and whom we believe.
 *
 * @param resolvers recursive resolvers, of which those that fail least are preferred; if there is
 *     none, those of this machine
 * @param trustAnchors files with DS or DNSKEY records in the form of a zone file, by which DNSSEC
 *     is validated here; if there is none, it is not
 * @param believeResolvers whether a resolver's word (its AD bit) counts as proof where there are no
 *     anchors
 * @param time how long one question may take in all
 */
public record DnsSettings(
        List<InetSocketAddress> resolvers,
        List<Path> trustAnchors,
        boolean believeResolvers,
        Duration time) {
    /** A recursive resolver that must ask its way from the root needs two or three. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(5);

    /** The resolvers of this machine, of whom nothing is believed. */
    public static final DnsSettings DEFAULT =
            new DnsSettings(List.of(), List.of(), false, DEFAULT_TIME);

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if resolvers are believed and none is named, or the time is
     *     not above zero
     */
    public DnsSettings {
        resolvers = List.copyOf(resolvers);
        trustAnchors = List.copyOf(trustAnchors);
        if (believeResolvers && resolvers.isEmpty()) {
            throw new IllegalArgumentException("only a resolver that is named can be believed");
        }
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("the time must be above zero");
        }
    }

    /**
     * Whether answers can be proved at all.
     *
     * @return true if there are anchors, or resolvers are believed
     */
    public boolean proves() {
        return !trustAnchors.isEmpty() || believeResolvers;
    }
}
