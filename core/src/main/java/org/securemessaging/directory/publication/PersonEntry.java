package org.securemessaging.directory.publication;

import java.util.List;
import java.util.Map;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.name.Rdn;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.securemessaging.certificate.Certificate;

/** The entry that is made for an outside correspondent. */
final class PersonEntry {
    // RFC 5280's upper bound of a common name.
    private static final int LONGEST_NAME = 64;

    private PersonEntry() {}

    static Dn name(WritingSchema schema, Dn base, PersonAddress address) throws LdapException {
        // The constructor of two texts escapes nothing.
        return new Dn(
                new Rdn(schema.personRdn() + "=" + Rdn.escapeValue(address.toString())), base);
    }

    static Entry make(
            WritingSchema schema,
            Dn dn,
            PersonAddress address,
            Certificate certificate,
            Map<PublishedAttribute, ValueChange> values)
            throws LdapException {
        Entry entry = new DefaultEntry(dn);
        entry.add("objectClass", schema.personClasses().toArray(String[]::new));
        entry.add("mail", address.toString());
        String name = displayName(certificate, address);
        boolean named = schema.personRdn().equals("cn");
        entry.add(named ? "displayName" : "cn", name);
        entry.add(named ? "cn" : "sn", named ? address.toString() : name);
        for (Map.Entry<PublishedAttribute, ValueChange> each : values.entrySet()) {
            List<byte[]> octets =
                    each.getValue().added().stream().map(StoredValue::octets).toList();
            if (!octets.isEmpty()) {
                entry.add(schema.name(each.getKey()), octets.toArray(byte[][]::new));
            }
        }
        return entry;
    }

    /** The subject's common name if a person can read it, else the address. */
    static String displayName(Certificate certificate, PersonAddress address) {
        for (RDN rdn : certificate.subject().getRDNs(BCStyle.CN)) {
            if (rdn.getFirst().getValue() instanceof ASN1String text
                    && isReadable(text.getString())) {
                return text.getString().strip();
            }
        }
        return address.toString();
    }

    // Neither control characters nor those that turn the direction of writing (RFC 8399, UTR 36).
    static boolean isReadable(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.codePoints()
                        .noneMatch(
                                c ->
                                        Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                                || Character.getType(c) == Character.UNASSIGNED
                                                || Character.getType(c) == Character.SURROGATE);
    }
}
