package org.securemessaging.pipeline.configuration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.directory.ldap.Transport;
import org.securemessaging.directory.lookup.AddressFilter;
import org.securemessaging.directory.lookup.AddressRule;
import org.securemessaging.directory.lookup.DomainScope;
import org.securemessaging.directory.lookup.LookupSchema;
import org.securemessaging.directory.lookup.PartnerSource;
import org.securemessaging.directory.lookup.SmimeaSource;
import org.securemessaging.net.LdapSecurity;

/** Reads one {@code <source>}, which is of the kind whose element is there. */
final class LookupSourceReader {
    private static final String SCHEMAS =
            Arrays.stream(LookupSchema.values())
                    .map(LookupSchema::word)
                    .collect(Collectors.joining(", "));
    private static final String FILTER =
            "an LDAP filter (RFC 4515) with one or more of "
                    + String.join(", ", AddressFilter.PLACES)
                    + " in its values";
    private static final String DOMAINS = "a domain, such as example.org, or * for all";
    private static final String KINDS = "exactly one of <directory>, <files>, <smimea>, <partner>";

    private LookupSourceReader() {}

    /** The source, or empty if the element holds nothing. */
    static Optional<LookupSourceSettings> read(
            ConfigurationElement element, FileLocations locations) {
        Parts parts = Parts.read(element, locations);
        element.finish();
        Map<String, LookupSourceSettings> kinds = parts.kinds();
        if (kinds.size() > 1) {
            throw element.refusal("directory", parts.directory().orElse(""), KINDS);
        }
        parts.requireFitting(element, kinds.keySet());
        return kinds.values().stream().findFirst();
    }

    /** What a source has, of whatever kind. */
    private record Parts(
            Optional<String> directory,
            LdapParts ldap,
            Optional<AddressRule> rule,
            List<Path> files,
            DomainScope smimea,
            DomainScope vouching,
            DomainScope partners,
            Optional<Transport> transport) {
        static Parts read(ConfigurationElement element, FileLocations locations) {
            return new Parts(
                    element.value("directory", DirectoryElements.REFERENCE, text -> text),
                    LdapParts.read(element),
                    Values.word(element, "certificateAddress", AddressRule.values()),
                    TrustSettings.existing(element, "files", locations),
                    domains(element, "smimea"),
                    domains(element, "ownTrust"),
                    domains(element, "partner"),
                    Values.word(element, "transport", Transport.values()));
        }

        /** The sources that are there, by the element that makes them. */
        Map<String, LookupSourceSettings> kinds() {
            AddressRule asked = rule.orElse(AddressRule.REQUIRED);
            Map<String, LookupSourceSettings> kinds = new LinkedHashMap<>();
            directory.ifPresent(name -> kinds.put("directory", ldap.directory(name, asked)));
            if (!files.isEmpty()) {
                kinds.put("files", new LookupSourceSettings.Files(files));
            }
            if (!smimea.isEmpty()) {
                SmimeaSource.Settings source = new SmimeaSource.Settings(smimea, vouching, asked);
                kinds.put("smimea", new LookupSourceSettings.Smimea(source));
            }
            if (!partners.isEmpty()) {
                LdapSecurity security = security(transport.orElse(Transport.STARTTLS));
                kinds.put("partner", ldap.partners(partners, security, asked));
            }
            return kinds;
        }

        /** Refuses what a source of this kind has no use for. */
        void requireFitting(ConfigurationElement element, Set<String> kind) {
            List<String> ldapKinds = List.of("directory", "partner");
            List<String> addressed = List.of("directory", "smimea", "partner");
            require(element, kind, ldapKinds, !ldap.filtered().isEmpty(), "<schema> or <filter>");
            require(element, kind, List.of("directory"), ldap.base().isPresent(), "<base>");
            require(element, kind, addressed, rule.isPresent(), "<certificateAddress>");
            require(element, kind, List.of("smimea"), !vouching.isEmpty(), "<ownTrust>");
            require(element, kind, List.of("partner"), transport.isPresent(), "<transport>");
        }

        private static void require(
                ConfigurationElement element,
                Set<String> kind,
                List<String> fitting,
                boolean isThere,
                String part) {
            if (isThere && fitting.stream().noneMatch(kind::contains)) {
                throw element.refusal(
                        fitting.get(0),
                        "",
                        "a " + String.join(" or ", fitting) + ", where there is " + part);
            }
        }

        private static LdapSecurity security(Transport transport) {
            return switch (transport) {
                case LDAPS -> LdapSecurity.TLS;
                case STARTTLS -> LdapSecurity.STARTTLS;
                case PLAIN -> LdapSecurity.NONE;
            };
        }
    }

    private static DomainScope domains(ConfigurationElement element, String name) {
        return DomainScope.of(
                element.values(
                        name,
                        DOMAINS,
                        text -> {
                            DomainScope.of(List.of(text));
                            return text;
                        }));
    }

    /** What an LDAP source has besides the directory. */
    private record LdapParts(
            Optional<String> base, Optional<LookupSchema> schema, Optional<AddressFilter> filter) {
        static LdapParts read(ConfigurationElement element) {
            return new LdapParts(
                    element.value("base", "a DN (RFC 4514)", LdapParts::dn),
                    element.value("schema", SCHEMAS, LdapParts::schema),
                    element.value("filter", FILTER, AddressFilter::parse));
        }

        /** What says how entries are found. */
        List<Object> filtered() {
            return Stream.of(schema, filter).<Object>flatMap(Optional::stream).toList();
        }

        LookupSourceSettings partners(
                DomainScope domains, LdapSecurity security, AddressRule rule) {
            return new LookupSourceSettings.Partners(
                    new PartnerSource.Settings(
                            domains,
                            security,
                            filter.orElse(kind().filter()),
                            kind().attributes(),
                            rule,
                            PartnerSource.Settings.DEFAULT_TIME));
        }

        private LookupSchema kind() {
            return schema.orElse(LookupSchema.INET_ORG_PERSON);
        }

        LookupSourceSettings directory(String directory, AddressRule rule) {
            return new LookupSourceSettings.Ldap(
                    directory, base, filter.orElse(kind().filter()), kind().attributes(), rule);
        }

        private static String dn(String text) {
            try {
                return new Dn(text).getName();
            } catch (LdapInvalidDnException e) {
                throw new IllegalArgumentException("no DN", e);
            }
        }

        private static LookupSchema schema(String text) {
            return LookupSchema.ofWord(text)
                    .orElseThrow(() -> new IllegalArgumentException("no such schema"));
        }
    }
}
