package org.securemessaging.directory.publication;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.directory.api.ldap.model.name.Dn;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddresses;

/**
 * What partners may see. A person is shown by an address in one of the domains, if there are
 * neither groups nor addresses, or if he is in one of the groups or has one of the addresses.
 *
 * @param domains the domains whose addresses are shown; at least one
 * @param groups entries of the inner directory with {@code member} or {@code uniqueMember}
 * @param addresses single addresses
 * @param attributes what is shown besides the address, by names of {@link #showable}; a certificate
 *     attribute at least
 */
public record BorderRules(
        Set<String> domains,
        List<Dn> groups,
        Set<PersonAddress> addresses,
        Set<String> attributes) {
    /** The certificates, which are shown unless it is said otherwise. */
    public static final List<String> CERTIFICATES =
            List.of(
                    PublishedAttribute.USER_CERTIFICATE.type(),
                    PublishedAttribute.USER_SMIME_CERTIFICATE.type());

    /** What a partner could want of a person, and an entry of {@code inetOrgPerson} can hold. */
    static final List<String> TEXTS =
            List.of(
                    "cn",
                    "sn",
                    "givenName",
                    "displayName",
                    "title",
                    "o",
                    "ou",
                    "l",
                    "st",
                    "telephoneNumber",
                    "mobile",
                    "facsimileTelephoneNumber");

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if no domain, no certificate or an unknown attribute is
     *     chosen
     */
    public BorderRules {
        domains = Set.copyOf(domains);
        groups = List.copyOf(groups);
        addresses =
                addresses.stream()
                        .map(BorderRules::canonical)
                        .collect(Collectors.toUnmodifiableSet());
        attributes = Set.copyOf(attributes);
        if (domains.isEmpty()
                || attributes.stream().noneMatch(CERTIFICATES::contains)
                || !showable().containsAll(attributes)) {
            throw new IllegalArgumentException("a border that shows nothing, or too much");
        }
    }

    /**
     * The attributes that can be chosen.
     *
     * @return their names
     */
    public static Set<String> showable() {
        Set<String> names = new TreeSet<>(TEXTS);
        names.addAll(CERTIFICATES);
        return names;
    }

    /** Directories compare addresses without regard to case, so one of them stands for all. */
    static PersonAddress canonical(PersonAddress address) {
        return new PersonAddress(address.localPart().toLowerCase(Locale.ROOT), address.domain());
    }

    boolean hasDomainOf(PersonAddress address) {
        return domains.contains(address.domain());
    }

    /** Whether everybody in the domains is shown. */
    boolean isOpen() {
        return groups.isEmpty() && addresses.isEmpty();
    }

    boolean names(PersonAddress address) {
        return addresses.contains(canonical(address));
    }

    /** A certificate is shown whole or not at all: with an address of another domain it is not. */
    boolean shows(Certificate certificate, PersonAddress address) {
        return MailAddresses.of(certificate).matches(address.toString()) && isHarmless(certificate);
    }

    /** Whether a certificate holds no address but of the domains. */
    boolean isHarmless(Certificate certificate) {
        return MailAddresses.of(certificate).all().stream().allMatch(this::isOfDomains);
    }

    private boolean isOfDomains(String address) {
        return PersonAddress.domain(address.substring(address.lastIndexOf('@') + 1))
                .filter(domains::contains)
                .isPresent();
    }
}
