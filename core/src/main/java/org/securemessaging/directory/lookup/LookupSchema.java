package org.securemessaging.directory.lookup;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a kind of directory holds a person's addresses and certificates. */
public enum LookupSchema {
    /** RFC 2798, with the further addresses of sendmail's inetLocalMailRecipient. */
    INET_ORG_PERSON(
            "inetOrgPerson",
            "(|(mail={address})(mailLocalAddress={address}))",
            List.of(EntryCertificates.USER_CERTIFICATE, EntryCertificates.USER_SMIME_CERTIFICATE)),
    /**
     * Active Directory: further addresses as {@code smtp:}, the main one as {@code SMTP:}; its own
     * rule takes them for the same, other servers with its schema perhaps not.
     */
    ACTIVE_DIRECTORY(
            "activeDirectory",
            "(|(mail={address})(proxyAddresses=smtp:{address})(proxyAddresses=SMTP:{address}))",
            List.of(EntryCertificates.USER_CERTIFICATE, EntryCertificates.USER_SMIME_CERTIFICATE)),
    /** RFC 4523: entries that have certificates and perhaps nothing else in common. */
    PKI_USER(
            "pkiUser",
            "(&(objectClass=pkiUser)(mail={address}))",
            List.of(EntryCertificates.USER_CERTIFICATE));

    private final String word;
    private final String filter;
    private final String attributes;

    LookupSchema(String word, String filter, List<String> attributes) {
        this.word = word;
        this.filter = filter;
        this.attributes = String.join(" ", attributes);
    }

    /**
     * The schema that a word stands for.
     *
     * @param word as an administrator writes it
     * @return the schema, or empty if there is none
     */
    public static Optional<LookupSchema> ofWord(String word) {
        return Arrays.stream(values()).filter(schema -> schema.word.equals(word)).findFirst();
    }

    /**
     * What an administrator writes.
     *
     * @return the word
     */
    public String word() {
        return word;
    }

    /**
     * By what entries are found.
     *
     * @return the filter
     */
    public AddressFilter filter() {
        return AddressFilter.parse(filter);
    }

    /**
     * Where certificates are, without options.
     *
     * @return names of attributes
     */
    public List<String> attributes() {
        return List.of(attributes.split(" "));
    }
}
