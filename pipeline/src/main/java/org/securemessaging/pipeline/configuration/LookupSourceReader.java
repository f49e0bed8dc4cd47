package org.securemessaging.pipeline.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.directory.lookup.AddressFilter;
import org.securemessaging.directory.lookup.AddressRule;
import org.securemessaging.directory.lookup.LookupSchema;

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
    private static final String KINDS = "exactly one of <directory>, <files>";

    private LookupSourceReader() {}

    /** The source, or empty if the element holds nothing. */
    static Optional<LookupSourceSettings> read(
            ConfigurationElement element, FileLocations locations) {
        Optional<String> directory =
                element.value("directory", DirectoryElements.REFERENCE, text -> text);
        LdapParts parts = LdapParts.read(element);
        List<Path> files = TrustSettings.existing(element, "files", locations);
        element.finish();
        List<LookupSourceSettings> kinds = new ArrayList<>();
        directory.map(parts::settings).ifPresent(kinds::add);
        if (!files.isEmpty()) {
            kinds.add(new LookupSourceSettings.Files(files));
        }
        if (kinds.size() > 1) {
            throw element.refusal("directory", directory.orElse(""), KINDS);
        }
        if (directory.isEmpty() && !parts.isEmpty()) {
            throw element.refusal(
                    "directory",
                    "",
                    "a directory, where there is <schema>, <filter>, <base> or <certificateAddress>");
        }
        return kinds.stream().findFirst();
    }

    /** What an LDAP source has besides the directory. */
    private record LdapParts(
            Optional<String> base,
            Optional<LookupSchema> schema,
            Optional<AddressFilter> filter,
            Optional<AddressRule> rule) {
        static LdapParts read(ConfigurationElement element) {
            return new LdapParts(
                    element.value("base", "a DN (RFC 4514)", LdapParts::dn),
                    element.value("schema", SCHEMAS, LdapParts::schema),
                    element.value("filter", FILTER, AddressFilter::parse),
                    Values.word(element, "certificateAddress", AddressRule.values()));
        }

        boolean isEmpty() {
            return base.isEmpty() && schema.isEmpty() && filter.isEmpty() && rule.isEmpty();
        }

        LookupSourceSettings settings(String directory) {
            LookupSchema kind = schema.orElse(LookupSchema.INET_ORG_PERSON);
            return new LookupSourceSettings.Ldap(
                    directory,
                    base,
                    filter.orElse(kind.filter()),
                    kind.attributes(),
                    rule.orElse(AddressRule.REQUIRED));
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
