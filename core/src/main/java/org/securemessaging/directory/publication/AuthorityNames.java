package org.securemessaging.directory.publication;

import java.util.Optional;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.name.Rdn;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.securemessaging.certificate.NameText;
import org.securemessaging.revocation.Crl;

/** Which entry a CA has, and which a distribution point. */
final class AuthorityNames {
    private final Dn base;

    AuthorityNames(Dn base) {
        this.base = base;
    }

    /** The entry of a CA. */
    Dn authority(X500Name name) throws LdapException {
        Optional<Dn> own = below(name);
        return own.isPresent() ? own.get() : named(commonName(name), base);
    }

    /** The entry of a CRL's distribution point; empty if it belongs to its issuer's entry. */
    Optional<Dn> distributionPoint(Crl crl) throws LdapException {
        Optional<DistributionPointName> point =
                crl.scope().map(IssuingDistributionPoint::getDistributionPoint);
        if (point.isEmpty() || point.get().getType() != DistributionPointName.FULL_NAME) {
            return Optional.empty();
        }
        for (GeneralName name : GeneralNames.getInstance(point.get().getName()).getNames()) {
            if (name.getTagNo() == GeneralName.directoryName) {
                Optional<Dn> entry = below(X500Name.getInstance(name.getName()));
                if (entry.isPresent()) {
                    return entry;
                }
            }
        }
        return Optional.empty();
    }

    /** A name as it is in the directory, if it lies below the base. */
    private Optional<Dn> below(X500Name name) {
        try {
            Dn dn = new Dn(NameText.of(name));
            return Optional.of(dn)
                    .filter(each -> each.size() > base.size() && each.isDescendantOf(base));
        } catch (LdapInvalidDnException e) {
            return Optional.empty();
        }
    }

    static Dn named(String commonName, Dn parent) throws LdapException {
        return new Dn(new Rdn("cn=" + Rdn.escapeValue(commonName)), parent);
    }

    private static String commonName(X500Name name) {
        for (RDN rdn : name.getRDNs(BCStyle.CN)) {
            if (rdn.getFirst().getValue() instanceof ASN1String text
                    && PersonEntry.isReadable(text.getString())) {
                return text.getString().strip();
            }
        }
        throw new PublicationRefusalException(
                NameText.of(name) + " has no common name that an entry can be named by");
    }
}
