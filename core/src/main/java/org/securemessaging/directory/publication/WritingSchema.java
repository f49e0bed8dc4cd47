package org.securemessaging.directory.publication;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a kind of server wants certificates written. They differ in whether an attribute is named
 * with the option {@code ;binary} (RFC 4522), and in whether single values can be added and
 * deleted: attributes without an equality rule take nothing but a replacement of all values.
 */
public enum WritingSchema {
    /** OpenLDAP's slapd, which is strict about RFC 4523. */
    OPENLDAP,

    /** Active Directory and Samba: plain names, and every value by itself. */
    ACTIVE_DIRECTORY,

    /** ApacheDS, 389 Directory Server and their like: {@code ;binary}, every value by itself. */
    BY_VALUE;

    /** The name under which an attribute is written. */
    String name(PublishedAttribute attribute) {
        boolean plain =
                this == ACTIVE_DIRECTORY
                        // An octet string by its definition, which has no encoding to choose.
                        || attribute == PublishedAttribute.USER_SMIME_CERTIFICATE;
        return plain ? attribute.type() : attribute.type() + ";binary";
    }

    /** The names under which an attribute is asked for: some servers know one, some the other. */
    List<String> askedNames(PublishedAttribute attribute) {
        return List.of(attribute.type(), attribute.type() + ";binary");
    }

    /** Whether an attribute takes only a replacement of all its values. */
    boolean wholeOnly(PublishedAttribute attribute) {
        return this == OPENLDAP
                && attribute != PublishedAttribute.USER_CERTIFICATE
                && attribute != PublishedAttribute.CA_CERTIFICATE;
    }

    /** Whether an attribute takes one value at most. */
    boolean oneOnly(PublishedAttribute attribute) {
        return this == ACTIVE_DIRECTORY
                && attribute == PublishedAttribute.CERTIFICATE_REVOCATION_LIST;
    }

    /**
     * An attribute whose value changes with each change of the entry, and which can be compared.
     */
    Optional<String> versionAttribute() {
        return this == OPENLDAP ? Optional.of("entryCSN") : Optional.empty();
    }

    /** The classes of a new person. */
    List<String> personClasses() {
        return this == ACTIVE_DIRECTORY ? List.of("contact") : List.of("inetOrgPerson", "pkiUser");
    }

    /** The attribute by which a new person's entry is named. */
    String personRdn() {
        return this == ACTIVE_DIRECTORY ? "cn" : "mail";
    }

    /** The classes of a CA's entry. */
    List<String> authorityClasses() {
        return this == ACTIVE_DIRECTORY
                ? List.of("certificationAuthority")
                : List.of("organizationalRole", "pkiCA", "deltaCRL");
    }

    /** The attributes that a CA's entry can't be without. */
    Set<PublishedAttribute> mandatoryOfAuthorities() {
        return this == ACTIVE_DIRECTORY
                ? Set.of(
                        PublishedAttribute.CA_CERTIFICATE,
                        PublishedAttribute.CERTIFICATE_REVOCATION_LIST,
                        PublishedAttribute.AUTHORITY_REVOCATION_LIST)
                : Set.of();
    }

    /** The class of an entry that is named by a common name and holds others. */
    String containerClass() {
        return this == ACTIVE_DIRECTORY ? "container" : "applicationProcess";
    }

    /** The classes of a distribution point's entry. */
    List<String> distributionPointClasses() {
        return this == ACTIVE_DIRECTORY
                ? List.of("cRLDistributionPoint")
                : List.of("cRLDistributionPoint", "deltaCRL");
    }
}
