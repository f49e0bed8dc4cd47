package org.securemessaging.directory.publication;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeProfile;

/**
 * The inner directory as partners may see it. In doubt it shows nothing: whoever stands in two
 * entries is not shown, and no value that can't be read. Thread safe.
 */
final class BorderView {
    private static final List<String> MEMBERS = List.of("member", "uniqueMember");

    private final PublicationTarget inner;
    private final BorderRules rules;
    private final CertificateJudge expiry;

    BorderView(PublicationTarget inner, BorderRules rules, CertificateJudge expiry) {
        this.inner = inner;
        this.rules = rules;
        this.expiry = expiry;
    }

    /**
     * Everybody with a certificate and an address that might be shown.
     *
     * @return canonical addresses
     */
    Set<PersonAddress> candidates() {
        Set<PersonAddress> found = new LinkedHashSet<>();
        for (Place place : places()) {
            inner
                    .connections()
                    .call(
                            connection ->
                                    EntrySearch.addresses(
                                            connection,
                                            place.base(),
                                            BorderRules.CERTIFICATES,
                                            place.addressAttributes()))
                    .stream()
                    .filter(rules::hasDomainOf)
                    .map(BorderRules::canonical)
                    .forEach(found::add);
        }
        return found;
    }

    /**
     * What is shown of a person, by the attributes' types.
     *
     * @param address a canonical address
     * @return values; empty if the person is not shown, or has no certificate
     */
    Optional<Map<String, Set<StoredValue>>> of(PersonAddress address) {
        if (!rules.hasDomainOf(address)) {
            return Optional.empty();
        }
        return inner.connections()
                .call(
                        connection -> {
                            Optional<Dn> entry = find(connection, address);
                            return entry.isPresent() && isShown(connection, entry.get(), address)
                                    ? read(connection, entry.get(), address)
                                    : Optional.empty();
                        });
    }

    private record Place(Dn base, List<String> addressAttributes) {}

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        inner.users()
                .ifPresent(users -> places.add(new Place(users.base(), users.addressAttributes())));
        inner.correspondents()
                .ifPresent(each -> places.add(new Place(each.base(), List.of("mail"))));
        return places;
    }

    private Optional<Dn> find(LdapConnection connection, PersonAddress address)
            throws LdapException {
        for (Place place : places()) {
            List<Dn> found =
                    EntrySearch.byAddress(
                            connection, place.base(), place.addressAttributes(), address);
            if (!found.isEmpty()) {
                return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isShown(LdapConnection connection, Dn entry, PersonAddress address)
            throws LdapException {
        if (rules.isOpen() || rules.names(address)) {
            return true;
        }
        for (Dn group : rules.groups()) {
            if (EntrySearch.holds(connection, group, MEMBERS, entry.getName())) {
                return true;
            }
        }
        return false;
    }

    private Optional<Map<String, Set<StoredValue>>> read(
            LdapConnection connection, Dn dn, PersonAddress address) throws LdapException {
        List<String> asked = new ArrayList<>(rules.attributes());
        BorderRules.CERTIFICATES.forEach(type -> asked.add(type + ";binary"));
        Entry entry = connection.lookup(dn, asked.toArray(String[]::new));
        if (entry == null) {
            return Optional.empty();
        }
        Map<String, Set<StoredValue>> shown = new LinkedHashMap<>();
        for (Attribute attribute : entry.getAttributes()) {
            String type = attribute.getUpId().split(";", 2)[0];
            rules.attributes().stream()
                    .filter(type::equalsIgnoreCase)
                    .findFirst()
                    .ifPresent(chosen -> add(shown, chosen, attribute, address));
        }
        shown.values().removeIf(Set::isEmpty);
        return Optional.of(shown)
                .filter(each -> BorderRules.CERTIFICATES.stream().anyMatch(each::containsKey));
    }

    private void add(
            Map<String, Set<StoredValue>> shown,
            String type,
            Attribute attribute,
            PersonAddress address) {
        Set<StoredValue> values = shown.computeIfAbsent(type, each -> new LinkedHashSet<>());
        for (Value value : attribute) {
            StoredValue stored = StoredValue.of(value.getBytes());
            if (isShown(type, stored, address)) {
                values.add(stored);
            }
        }
    }

    private boolean isShown(String type, StoredValue value, PersonAddress address) {
        if (type.equals(PublishedAttribute.USER_CERTIFICATE.type())) {
            return PersonRevision.certificate(value)
                    .filter(each -> isShown(each, List.of(), address))
                    .isPresent();
        }
        if (type.equals(PublishedAttribute.USER_SMIME_CERTIFICATE.type())) {
            return PersonRevision.profile(value)
                    .filter(each -> isShown(each.encryption(), each.certificates(), address))
                    .filter(this::isHarmless)
                    .isPresent();
        }
        return !new String(value.octets(), StandardCharsets.UTF_8).isBlank();
    }

    private boolean isShown(
            Certificate certificate, List<Certificate> others, PersonAddress address) {
        return rules.shows(certificate, address) && expiry.objection(certificate, others).isEmpty();
    }

    /** The certificates that come along say who else there is. */
    private boolean isHarmless(SmimeProfile profile) {
        return profile.certificates().stream().allMatch(rules::isHarmless);
    }
}
