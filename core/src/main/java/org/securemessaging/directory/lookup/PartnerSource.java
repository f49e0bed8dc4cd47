package org.securemessaging.directory.lookup;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.net.BackOff;
import org.securemessaging.net.FetchResult;
import org.securemessaging.net.LdapSearch;
import org.securemessaging.net.LdapSearcher;
import org.securemessaging.net.LdapSecurity;
import org.securemessaging.net.dns.DnsAnswer;
import org.securemessaging.net.dns.DnsLookup;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/**
 * The LDAP servers of partners, which their domains name in SRV records (RFC 2782, RFC 3088 §2).
 * They are strangers: they are asked as nobody, within limits, and believed no more than their
 * certificates show. One that answers with a refusal, or that may not be asked, has nothing; one
 * that does not answer leaves open what it has. Thread safe.
 */
public final class PartnerSource implements LookupSource {
    private static final String NAME = "partners";
    // A domain has two or three; who names more makes us knock at doors.
    private static final int MOST_SERVERS = 4;
    // A server that is down must not cost each mail its time-out.
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int HIGHEST_PORT = 65_535;
    // Two that are slow; others who look something up wait behind.
    private static final int MOST_TIMES = 2;

    private final Settings settings;
    private final DnsLookup dns;
    private final LdapSearcher searcher;
    private final EntryCertificates reader;
    private final BackOff<String, Obstacle> backOff;
    private final RandomGenerator chance;

    /**
     * Why a server gave no answer.
     *
     * @param passing whether it may give one later
     */
    private record Obstacle(String detail, boolean passing) {
        static Obstacle of(LdapSearcher.Result.Failed failed) {
            boolean passing =
                    failed.reason() == FetchResult.Failure.UNREACHABLE
                            || failed.reason() == FetchResult.Failure.TIMEOUT;
            return new Obstacle(failed.detail(), passing);
        }
    }

    /**
     * What is asked.
     *
     * @param domains the domains whose servers are asked
     * @param security how the way to them is protected
     * @param filter by what entries are found
     * @param attributes where certificates are, without options
     * @param addressRule what is asked of the addresses in the certificates
     * @param time how long one server may take
     */
    public record Settings(
            DomainScope domains,
            LdapSecurity security,
            AddressFilter filter,
            List<String> attributes,
            AddressRule addressRule,
            Duration time) {
        /** So that three servers can be tried within the time for a look-up. */
        public static final Duration DEFAULT_TIME = Duration.ofSeconds(8);

        /** Copies the list. */
        public Settings {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * Whom the source works with.
     *
     * @param dns finds the servers
     * @param searcher asks them; not closed
     * @param reader reads what comes back
     */
    public record Means(DnsLookup dns, LdapSearcher searcher, EntryCertificates reader) {}

    /**
     * A source.
     *
     * @param settings what is asked
     * @param means whom it works with
     * @param clock says for how long a server that failed is left alone
     * @param chance chooses among servers of equal priority
     */
    public PartnerSource(Settings settings, Means means, Clock clock, RandomGenerator chance) {
        this.settings = settings;
        this.dns = means.dns();
        this.searcher = means.searcher();
        this.reader = means.reader();
        this.backOff = new BackOff<>(FIRST_PAUSE, LONGEST_PAUSE, clock);
        this.chance = chance;
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
        if (!settings.domains().contains(address)) {
            return Answer.NOTHING;
        }
        List<Obstacle> obstacles = new ArrayList<>();
        long end = System.nanoTime() + settings.time().multipliedBy(MOST_TIMES).toNanos();
        for (SRVRecord server : servers(address.asciiDomain())) {
            if (System.nanoTime() - end > 0) {
                obstacles.add(new Obstacle("no time left for further servers", true));
                break;
            }
            Optional<Answer> answer = ask(server, address, obstacles);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return nothing(address.asciiDomain(), obstacles);
    }

    private static Answer nothing(String domain, List<Obstacle> obstacles) {
        List<String> details =
                obstacles.stream()
                        .map(each -> NAME + ": " + domain + ": " + each.detail())
                        .toList();
        if (obstacles.stream().anyMatch(Obstacle::passing)) {
            throw new DirectoryUnavailableException(String.join("; ", details), null);
        }
        return new Answer(List.of(), details);
    }

    private List<SRVRecord> servers(String domain) {
        String service = settings.security() == LdapSecurity.TLS ? "_ldaps" : "_ldap";
        String name = service + "._tcp." + domain;
        DnsAnswer answer;
        try {
            answer = dns.ask(name, Type.SRV);
        } catch (IllegalArgumentException e) {
            return List.of(); // Too long for a name below which there is another.
        }
        if (answer instanceof DnsAnswer.Failed failed) {
            throw new DirectoryUnavailableException(
                    NAME + ": " + name + ": " + failed.detail(), null);
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            return List.of();
        }
        List<SRVRecord> records =
                found.records().stream()
                        .filter(SRVRecord.class::isInstance)
                        .map(SRVRecord.class::cast)
                        .toList();
        return SrvOrder.of(records, chance).stream()
                .filter(server -> server.getPort() > 0 && server.getPort() <= HIGHEST_PORT)
                .limit(MOST_SERVERS)
                .toList();
    }

    private Optional<Answer> ask(
            SRVRecord server, SearchAddress address, List<Obstacle> obstacles) {
        String host = server.getTarget().toString(true);
        String place = host + ":" + server.getPort();
        Optional<Obstacle> recent = backOff.recent(place);
        if (recent.isPresent()) {
            obstacles.add(
                    new Obstacle(
                            recent.get().detail() + " (left alone since)", recent.get().passing()));
            return Optional.empty();
        }
        LdapSearcher.Result result =
                searcher.search(
                        new LdapSearch(
                                host,
                                server.getPort(),
                                settings.security(),
                                likelyBase(address.asciiDomain()),
                                settings.filter().filter(address),
                                EntryCertificates.askedNames(settings.attributes()),
                                settings.time()));
        if (result instanceof LdapSearcher.Result.Found found) {
            backOff.succeeded(place);
            return Optional.of(reader.read(found.entries(), NAME + ", " + place));
        }
        Obstacle obstacle = Obstacle.of((LdapSearcher.Result.Failed) result);
        backOff.failed(place, obstacle);
        obstacles.add(obstacle);
        return Optional.empty();
    }

    /** RFC 2247 §4. */
    private static String likelyBase(String domain) {
        return Arrays.stream(domain.split("\\."))
                .map(label -> "dc=" + label)
                .collect(Collectors.joining(","));
    }
}
