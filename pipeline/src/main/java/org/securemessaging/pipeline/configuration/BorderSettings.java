package org.securemessaging.pipeline.configuration;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.directory.publication.BorderRules;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.directory.publication.WritingSchema;

/**
 * What partners see of the directory ({@code <publication><border>}).
 *
 * @param directory the name of one of {@code <directories>}
 * @param schema how it wants things written
 * @param base the subtree that is for this alone
 * @param createParents whether it, and what is above it, is made if it is missing
 * @param rules what is shown
 */
public record BorderSettings(
        String directory, WritingSchema schema, Dn base, boolean createParents, BorderRules rules) {
    private static final String ADDRESS = "a mail address, such as sales@example.org";

    /** The settings; none if no directory is named. */
    static Optional<BorderSettings> read(ConfigurationElement element) {
        Optional<String> directory =
                element.value("directory", DirectoryElements.REFERENCE, text -> text);
        WritingSchema schema =
                Values.word(element, "schema", WritingSchema.values(), WritingSchema.OPENLDAP);
        Optional<Dn> base = PublicationSettings.base(element);
        boolean createParents = Values.truth(element, "createParents", false);
        List<String> domains = PublicationSettings.domains(element);
        List<Dn> groups = element.values("group", PublicationSettings.DN, PublicationSettings::dn);
        List<PersonAddress> addresses = element.values("address", ADDRESS, BorderSettings::address);
        List<String> attributes = attributes(element);
        element.finish();
        if (directory.isEmpty()) {
            if (base.isPresent()
                    || !(domains.isEmpty() && groups.isEmpty() && addresses.isEmpty())) {
                throw element.refusal("directory", "", DirectoryElements.REFERENCE);
            }
            return Optional.empty();
        }
        if (domains.isEmpty()) {
            throw element.refusal(
                    "domain", "", "at least one: nothing is shown but chosen domains");
        }
        return Optional.of(
                new BorderSettings(
                        directory.get(),
                        schema,
                        base.orElseThrow(() -> element.refusal("base", "", PublicationSettings.DN)),
                        createParents,
                        new BorderRules(
                                new LinkedHashSet<>(domains),
                                groups,
                                new LinkedHashSet<>(addresses),
                                new LinkedHashSet<>(attributes))));
    }

    private static List<String> attributes(ConfigurationElement element) {
        List<String> chosen =
                element.values(
                        "attribute",
                        String.join(", ", BorderRules.showable()),
                        BorderSettings::attribute);
        if (chosen.isEmpty()) {
            return BorderRules.CERTIFICATES;
        }
        if (chosen.stream().noneMatch(BorderRules.CERTIFICATES::contains)) {
            throw element.refusal(
                    "attribute",
                    String.join(", ", chosen),
                    "one of " + String.join(", ", BorderRules.CERTIFICATES) + " among them");
        }
        return chosen;
    }

    private static String attribute(String text) {
        return BorderRules.showable().stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not showable"));
    }

    private static PersonAddress address(String text) {
        return PersonAddress.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("no address"));
    }
}
