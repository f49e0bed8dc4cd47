package org.securemessaging.pipeline.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.directory.publication.AuthorityEntries;
import org.securemessaging.directory.publication.CorrespondentEntries;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.directory.publication.UserEntries;
import org.securemessaging.directory.publication.WritingSchema;
import org.securemessaging.directory.publication.outbox.OutboxLimits;
import org.securemessaging.directory.publication.outbox.OutboxWorker;

/**
 * Where certificates are published ({@code <publication>}).
 *
 * @param directory the name of one of {@code <directories>}; empty if nothing is published
 * @param schema how it wants things written
 * @param users where our own users are, if they are written to
 * @param correspondents where outside correspondents are, if they are written
 * @param authorities where CAs are, if they are written
 * @param certificates files and folders with the CAs' certificates that are kept there
 * @param crls files and folders with the CRLs that are kept there
 * @param border what partners see, if they see anything
 * @param outbox where work waits; there if there is a directory
 * @param limits how much may wait
 * @param pauses how long a directory is left alone that does not answer
 * @param sweepEvery how often what has expired or been revoked is removed
 */
public record PublicationSettings(
        Optional<String> directory,
        WritingSchema schema,
        Optional<UserEntries> users,
        Optional<CorrespondentEntries> correspondents,
        Optional<AuthorityEntries> authorities,
        List<Path> certificates,
        List<Path> crls,
        Optional<BorderSettings> border,
        Optional<Path> outbox,
        OutboxLimits limits,
        OutboxWorker.Pauses pauses,
        Optional<Duration> sweepEvery) {
    /** A day's mail from people not seen before, for a large organisation. */
    public static final int DEFAULT_ORDERS = 10_000;

    /** As many orders with ten kilobytes each. */
    public static final long DEFAULT_SIZE = 100L << 20;

    /** Enough to see what is wrong. */
    public static final int DEFAULT_REFUSED = 1_000;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    static final String DN = "a DN (RFC 4514), such as ou=people,dc=example,dc=org";
    private static final String NAME = "the name of one of <directories>";
    private static final String ATTRIBUTE = "an attribute's name, such as mail or proxyAddresses";

    /** Copies the lists. */
    public PublicationSettings {
        certificates = List.copyOf(certificates);
        crls = List.copyOf(crls);
    }

    static PublicationSettings read(ConfigurationElement element, FileLocations locations) {
        ConfigurationElement outbox = element.section("outbox");
        ConfigurationElement authorities = element.section("authorities");
        PublicationSettings settings =
                new PublicationSettings(
                        element.value("directory", NAME, text -> text),
                        Values.word(
                                element, "schema", WritingSchema.values(), WritingSchema.OPENLDAP),
                        users(element.section("users")),
                        correspondents(element.section("correspondents")),
                        authorities(authorities),
                        TrustSettings.existing(authorities, "certificates", locations),
                        TrustSettings.existing(authorities, "crls", locations),
                        BorderSettings.read(element.section("border")),
                        outbox.value("folder", FileLocations.ACCEPTED, locations::locate),
                        new OutboxLimits(
                                Values.number(outbox, "orders", DEFAULT_ORDERS),
                                Values.size(outbox, "size", DEFAULT_SIZE),
                                Values.number(outbox, "refused", DEFAULT_REFUSED)),
                        new OutboxWorker.Pauses(
                                Values.duration(outbox, "firstPause", FIRST_PAUSE),
                                Values.duration(outbox, "longestPause", LONGEST_PAUSE)),
                        element.value("sweepEvery", Quantity.DURATIONS, Quantity::duration)
                                .filter(every -> !every.isZero()));
        authorities.finish();
        outbox.finish();
        element.finish();
        settings.requireComplete(element);
        return settings;
    }

    private void requireComplete(ConfigurationElement element) {
        if (authorities.isEmpty() && !(certificates.isEmpty() && crls.isEmpty())) {
            throw element.refusal("authorities", "", "a <base>, where there are files");
        }
        boolean written =
                users.isPresent() || correspondents.isPresent() || authorities.isPresent();
        if (directory.isEmpty()) {
            if (written || border.isPresent()) {
                throw element.refusal("directory", "", NAME + ", where there are entries to write");
            }
            return;
        }
        if (!written) {
            throw element.refusal(
                    "directory",
                    directory.get(),
                    "a directory with a <base> for <users>, <correspondents> or <authorities>");
        }
        if (outbox.isEmpty()) {
            throw element.refusal("outbox", "", "a <folder>, where there is a directory");
        }
        border.ifPresent(each -> requireApart(each, element.section("border")));
    }

    /** What partners see, and what they don't, must not lie in one another. */
    private void requireApart(BorderSettings shown, ConfigurationElement element) {
        Stream<Dn> inner =
                Stream.of(
                                users.map(UserEntries::base),
                                correspondents.map(CorrespondentEntries::base),
                                authorities.map(AuthorityEntries::base))
                        .flatMap(Optional::stream);
        Dn base = withoutCase(shown.base());
        if (directory.filter(shown.directory()::equals).isPresent()
                && inner.map(PublicationSettings::withoutCase)
                        .anyMatch(each -> base.isDescendantOf(each) || each.isDescendantOf(base))) {
            throw element.refusal(
                    "base", shown.base().getName(), "a subtree apart from those of <publication>");
        }
    }

    /** The library compares values exactly, directories without regard to case. */
    private static Dn withoutCase(Dn dn) {
        return dn(dn.getName().toLowerCase(Locale.ROOT));
    }

    private static Optional<UserEntries> users(ConfigurationElement element) {
        Optional<Dn> base = base(element);
        List<String> attributes =
                element.values("addressAttribute", ATTRIBUTE, PublicationSettings::attribute);
        LinkedHashSet<String> domains = new LinkedHashSet<>(domains(element));
        element.finish();
        if (base.isEmpty() && !domains.isEmpty()) {
            throw element.refusal("base", "", DN + ", where there is a domain");
        }
        return base.map(
                dn ->
                        new UserEntries(
                                dn, attributes.isEmpty() ? List.of("mail") : attributes, domains));
    }

    private static Optional<CorrespondentEntries> correspondents(ConfigurationElement element) {
        Optional<Dn> base = base(element);
        boolean createParents = Values.truth(element, "createParents", false);
        element.finish();
        return base.map(dn -> new CorrespondentEntries(dn, createParents));
    }

    private static Optional<AuthorityEntries> authorities(ConfigurationElement element) {
        boolean createParents = Values.truth(element, "createParents", false);
        return base(element).map(dn -> new AuthorityEntries(dn, createParents));
    }

    static List<String> domains(ConfigurationElement element) {
        return element.values(
                "domain", "a domain name, such as example.org", PublicationSettings::domain);
    }

    static Optional<Dn> base(ConfigurationElement element) {
        return element.value("base", DN, PublicationSettings::dn);
    }

    static Dn dn(String text) {
        try {
            return new Dn(text);
        } catch (LdapInvalidDnException e) {
            throw new IllegalArgumentException("no DN", e);
        }
    }

    private static String attribute(String text) {
        if (!text.matches("[A-Za-z][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("no attribute");
        }
        return text;
    }

    private static String domain(String text) {
        return PersonAddress.domain(text)
                .orElseThrow(() -> new IllegalArgumentException("no domain"));
    }
}
