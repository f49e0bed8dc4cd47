package org.securemessaging.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which machines may be asked because a stranger's certificate names them: all that are reachable
 * by the whole Internet, and what the administrator allows besides. Immutable and thread safe.
 */
public final class AddressPolicy {
    /** The Internet alone. */
    public static final AddressPolicy PUBLIC = new AddressPolicy(List.of(), Set.of());

    /** What is not globally reachable by the registries of RFC 6890, and what leads back to it. */
    private static final List<AddressRange> CLOSED =
            Stream.of(
                            "0.0.0.0/8", // this network (RFC 1122)
                            "10.0.0.0/8", // private (RFC 1918)
                            "100.64.0.0/10", // shared by carriers (RFC 6598)
                            "127.0.0.0/8", // loopback
                            "169.254.0.0/16", // link-local, and clouds' metadata (RFC 3927)
                            "172.16.0.0/12", // private
                            "192.0.0.0/24", // protocol assignments (RFC 6890)
                            "192.0.2.0/24", // documentation (RFC 5737)
                            "192.88.99.0/24", // 6to4 relays (RFC 7526)
                            "192.168.0.0/16", // private
                            "198.18.0.0/15", // benchmarks (RFC 2544)
                            "198.51.100.0/24", // documentation
                            "203.0.113.0/24", // documentation
                            "224.0.0.0/4", // multicast
                            "240.0.0.0/4", // reserved, broadcast
                            "::/96", // unspecified, loopback, IPv4-compatible
                            "::ffff:0:0:0/96", // IPv4-translated (RFC 2765)
                            "64:ff9b::/96", // IPv4 behind NAT64 (RFC 6052)
                            "64:ff9b:1::/48", // the same, local (RFC 8215)
                            "100::/64", // discard (RFC 6666)
                            "2001::/23", // protocol assignments, Teredo (RFC 2928)
                            "2001:db8::/32", // documentation (RFC 3849)
                            "2002::/16", // IPv4 in 6to4 (RFC 3056)
                            "3fff::/20", // documentation (RFC 9637)
                            "5f00::/16", // segment routing (RFC 9602)
                            "fc00::/7", // unique local (RFC 4193)
                            "fe80::/10", // link-local
                            "fec0::/10", // site-local (RFC 3879)
                            "ff00::/8") // multicast
                    .map(AddressRange::parse)
                    .toList();

    private final List<AddressRange> allowedRanges;
    private final Set<String> allowedHosts;

    /**
     * A policy.
     *
     * @param allowedRanges ranges that may be asked although they are not public
     * @param allowedHosts names of hosts that may be asked wherever they are; compared without
     *     regard to case
     */
    public AddressPolicy(List<AddressRange> allowedRanges, Set<String> allowedHosts) {
        this.allowedRanges = List.copyOf(allowedRanges);
        this.allowedHosts =
                allowedHosts.stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a machine may be asked.
     *
     * @param host the name by which it was found, or its address as written
     * @param address where it is
     * @return true if it may
     */
    public boolean permits(String host, InetAddress address) {
        return allowedHosts.contains(host.toLowerCase(Locale.ROOT))
                || allowedRanges.stream().anyMatch(range -> range.contains(address))
                || CLOSED.stream().noneMatch(range -> range.contains(address));
    }
}
