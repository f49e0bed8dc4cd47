package org.securemessaging.directory.lookup;

import java.util.List;
import java.util.Objects;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.net.dns.DnsAnswer;
import org.securemessaging.net.dns.DnsLookup;
import org.xbill.DNS.Type;

/**
 * The DNS, where a domain publishes its people's certificates (RFC 8162). What DNSSEC does not
 * prove is not used. Thread safe.
 */
public final class SmimeaSource implements LookupSource {
    private static final String NAME = "dns";
    private static final int LONGEST_NAME = 253;

    private final Settings settings;
    private final DnsLookup dns;

    /**
     * What is asked.
     *
     * @param domains the domains that are asked about
     * @param vouching the domains whose word is enough for a certificate of theirs (usage 3, RFC
     *     7671 §5.1): it then needs no path to one of our anchors
     * @param addressRule what is asked of the addresses in the certificates
     */
    public record Settings(DomainScope domains, DomainScope vouching, AddressRule addressRule) {
        /** Requires all. */
        public Settings {
            Objects.requireNonNull(domains);
            Objects.requireNonNull(vouching);
            Objects.requireNonNull(addressRule);
        }
    }

    /**
     * A source.
     *
     * @param settings what is asked
     * @param dns who is asked; must be able to prove answers
     */
    public SmimeaSource(Settings settings, DnsLookup dns) {
        this.settings = settings;
        this.dns = dns;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AddressRule addressRule() {
        return settings.addressRule();
    }

    @Override
    public Answer find(SearchAddress address) {
        String name = SmimeaName.of(address);
        if (!settings.domains().contains(address) || name.length() > LONGEST_NAME) {
            return Answer.NOTHING;
        }
        DnsAnswer answer = dns.ask(name, Type.SMIMEA);
        if (answer instanceof DnsAnswer.Failed failed) {
            // Also if DNSSEC refutes it: whoever suppresses a record must not get plain text.
            throw new DirectoryUnavailableException(
                    NAME + ": " + name + ": " + failed.detail(), null);
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            return Answer.NOTHING;
        }
        String origin = NAME + ", " + name;
        return found.secure()
                ? new SmimeaRecords(origin, settings.vouching().contains(address))
                        .read(found.records())
                : new Answer(
                        List.of(), List.of(origin + ": not used, for DNSSEC does not prove it"));
    }
}
