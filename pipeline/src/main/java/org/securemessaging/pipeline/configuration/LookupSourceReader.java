package org.securemessaging.pipeline.configuration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.directory.lookup.AddressFilter;
import org.securemessaging.directory.lookup.AddressRule;
import org.securemessaging.directory.lookup.DomainScope;
import org.securemessaging.directory.lookup.LookupSchema;
import org.securemessaging.directory.lookup.SmimeaSource;

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
    private static final String LDAP_PARTS = "<schema>, <filter> or <base>";
    private static final String DOMAINS = "a domain, such as example.org, or * for all";
    private static final Set<String> ADDRESSED = new TreeSet<>(Set.of("directory", "smimea"));
    private static final String KINDS = "exactly one of <directory>, <files>, <smimea>";

    private LookupSourceReader() {}

    /** The source, or empty if the element holds nothing. */
    static Optional<LookupSourceSettings> read(
            ConfigurationElement element, FileLocations locations) {
        Optional<String> directory =
                element.value("directory", DirectoryElements.REFERENCE, text -> text);
        LdapParts parts = LdapParts.read(element);
        Optional<AddressRule> rule =
                Values.word(element, "certificateAddress", AddressRule.values());
        List<Path> files = TrustSettings.existing(element, "files", locations);
        DomainScope smimea = domains(element, "smimea");
        DomainScope vouching = domains(element, "ownTrust");
        element.finish();
        AddressRule asked = rule.orElse(AddressRule.REQUIRED);
        Map<String, LookupSourceSettings> kinds = new LinkedHashMap<>();
        directory.ifPresent(name -> kinds.put("directory", parts.settings(name, asked)));
        if (!files.isEmpty()) {
            kinds.put("files", new LookupSourceSettings.Files(files));
        }
        if (!smimea.isEmpty()) {
            kinds.put(
                    "smimea",
                    new LookupSourceSettings.Smimea(
                            new SmimeaSource.Settings(smimea, vouching, asked)));
        }
        if (kinds.size() > 1) {
            throw element.refusal("directory", directory.orElse(""), KINDS);
        }
        Set<String> kind = kinds.keySet();
        require(element, "directory", kind, Set.of("directory"), !parts.isEmpty(), LDAP_PARTS);
        require(element, "directory", kind, ADDRESSED, rule.isPresent(), "<certificateAddress>");
        require(element, "smimea", kind, Set.of("smimea"), !vouching.isEmpty(), "<ownTrust>");
        return kinds.values().stream().findFirst();
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

    /** Refuses what a source of this kind has no use for. */
    private static void require(
            ConfigurationElement element,
            String missing,
            Set<String> kind,
            Set<String> fitting,
            boolean isThere,
            String part) {
        if (isThere && fitting.stream().noneMatch(kind::contains)) {
            throw element.refusal(
                    missing, "", "a " + String.join(" or ", fitting) + ", where there is " + part);
        }
    }

    /** What an LDAP source has besides the directory. */
    private record LdapParts(
            Optional<String> base,
            Optional<LookupSchema> schema,
            Optional<AddressFilter> filter) {
        static LdapParts read(ConfigurationElement element) {
            return new LdapParts(
                    element.value("base", "a DN (RFC 4514)", LdapParts::dn),
                    element.value("schema", SCHEMAS, LdapParts::schema),
                    element.value("filter", FILTER, AddressFilter::parse));
        }

        boolean isEmpty() {
            return base.isEmpty() && schema.isEmpty() && filter.isEmpty();
        }

        LookupSourceSettings settings(String directory, AddressRule rule) {
            LookupSchema kind = schema.orElse(LookupSchema.INET_ORG_PERSON);
            return new LookupSourceSettings.Ldap(
                    directory,
                    base,
                    filter.orElse(kind.filter()),
                    kind.attributes(),
                    rule);
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
