package org.securemessaging.net.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Asks recursive resolvers, over UDP, and over TCP what does not fit there. With trust anchors
 * every answer is validated here (RFC 4035 §5), and a resolver is believed nothing; without, its AD
 * bit counts if the settings say so (RFC 6840 §5.7). Thread safe.
 */
public final class DnsClient implements DnsLookup {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");

    /** One packet may be lost. */
    private static final int TRIES = 2;

    /** Recursive resolvers follow as many. */
    private static final int MOST_ALIASES = 16;

    private final DnsSettings settings;
    private final Resolver resolver;
    private final Name apex;

    /**
     * A client.
     *
     * @param settings whom it asks, and whom it believes
     * @param clock says which signatures are valid
     * @throws IllegalArgumentException if the trust anchors can't be read
     */
    public DnsClient(DnsSettings settings, Clock clock) {
        this.settings = settings;
        Resolver asked = asked(settings);
        this.resolver =
                settings.trustAnchors().isEmpty() ? asked : validating(asked, settings, clock);
        this.apex =
                settings.trustAnchors().isEmpty()
                        ? Name.root
                        : DnsAnchors.zone(settings.trustAnchors());
    }

    private static Resolver asked(DnsSettings settings) {
        List<InetSocketAddress> servers =
                settings.resolvers().isEmpty()
                        ? ResolverConfig.getCurrentConfig().servers()
                        : settings.resolvers();
        ExtendedResolver all =
                new ExtendedResolver(
                        servers.stream().map(SimpleResolver::new).toArray(Resolver[]::new));
        all.setRetries(TRIES);
        all.setTimeout(settings.time().dividedBy(TRIES));
        return all;
    }

    private static Resolver validating(Resolver asked, DnsSettings settings, Clock clock) {
        ValidatingResolver validating = new ValidatingResolver(asked, clock);
        try {
            validating.loadTrustAnchors(DnsAnchors.read(settings.trustAnchors()));
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be read", e);
        }
        return validating;
    }

    /**
     * Asks for what is there in any case, to see whether answers come and, if that is wanted, are
     * proved.
     *
     * @return what is wrong, or empty
     */
    public Optional<String> problem() {
        DnsAnswer answer = ask(apex, Type.SOA);
        if (answer instanceof DnsAnswer.Failed failed) {
            return Optional.of(failed.detail());
        }
        boolean secure =
                answer instanceof DnsAnswer.Found found
                        ? found.secure()
                        : ((DnsAnswer.None) answer).secure();
        return secure || !settings.proves()
                ? Optional.empty()
                : Optional.of("answers for " + apex + " are not proved by DNSSEC");
    }

    @Override
    public DnsAnswer ask(String name, int type) {
        return ask(absolute(name), type);
    }

    private DnsAnswer ask(Name name, int type) {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().setFlag(Flags.AD); // Wants to be told (RFC 6840 §5.7).
        CompletableFuture<Message> asking = resolver.sendAsync(query).toCompletableFuture();
        try {
            return answer(asking.get(settings.time().toNanos(), TimeUnit.NANOSECONDS), type);
        } catch (TimeoutException e) {
            return new DnsAnswer.Failed("no answer within " + settings.time());
        } catch (ExecutionException e) {
            return new DnsAnswer.Failed("no answer: " + why(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new DnsAnswer.Failed("interrupted");
        } finally {
            asking.cancel(true);
        }
    }

    private static Name absolute(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no domain name");
        }
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("too long for a domain name", e);
        }
    }

    private DnsAnswer answer(Message message, int type) {
        boolean secure = settings.proves() && message.getHeader().getFlag(Flags.AD);
        int code = message.getRcode();
        if (code == Rcode.NXDOMAIN) {
            return new DnsAnswer.None(secure);
        }
        if (code != Rcode.NOERROR) {
            return new DnsAnswer.Failed(Rcode.string(code) + reasons(message));
        }
        List<Record> records = records(message, type);
        return records.isEmpty()
                ? new DnsAnswer.None(secure)
                : new DnsAnswer.Found(records, secure);
    }

    /**
     * The records of the name that was asked for, or of what its aliases lead to. What else stands
     * in the answer may be proved too, but to be somebody else's.
     */
    private static List<Record> records(Message message, int type) {
        List<Record> answer = message.getSection(Section.ANSWER);
        Name name = message.getQuestion().getName();
        for (int aliases = 0; aliases <= MOST_ALIASES; aliases++) {
            Name owner = name;
            List<Record> own =
                    answer.stream().filter(record -> record.getName().equals(owner)).toList();
            List<Record> wanted = own.stream().filter(record -> record.getType() == type).toList();
            Optional<Name> alias =
                    own.stream()
                            .filter(CNAMERecord.class::isInstance)
                            .map(record -> ((CNAMERecord) record).getTarget())
                            .findFirst();
            if (!wanted.isEmpty() || alias.isEmpty()) {
                return wanted;
            }
            name = alias.get();
        }
        return List.of();
    }

    /** What the resolver, or the validation here, says besides (RFC 8914). */
    private static String reasons(Message message) {
        if (message.getOPT() == null) {
            return "";
        }
        return message.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                .map(ExtendedErrorCodeOption.class::cast)
                .map(option -> " (" + ExtendedErrorCodeOption.text(option.getErrorCode()) + ")")
                .distinct()
                .collect(Collectors.joining());
    }

    private static String why(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
