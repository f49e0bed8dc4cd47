package org.securemessaging.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once and lets through only addresses that the policy permits. The connection goes
 * to what was let through, so a name that means another machine a moment later gains nothing.
 */
final class VettingResolver implements DnsResolver {
    private final AddressPolicy policy;
    private final DnsResolver lookUp;

    /** Said when a host has addresses, and none of them may be asked. */
    static final class ForbiddenAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenAddressException(String host) {
            super(host + " is at no address that may be asked");
        }
    }

    VettingResolver(AddressPolicy policy, DnsResolver lookUp) {
        this.policy = policy;
        this.lookUp = lookUp;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] permitted =
                Arrays.stream(lookUp.resolve(host))
                        .filter(address -> policy.permits(host, address))
                        .toArray(InetAddress[]::new);
        if (permitted.length == 0) {
            throw new ForbiddenAddressException(host);
        }
        return permitted;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host; // Only Kerberos asks, which is not in use.
    }
}
