package org.securemessaging.certificate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;

/**
 * The mail addresses that a certificate vouches for.
 *
 * <p>A certificate whose subject alternative name can't be read vouches for none: a path through it
 * fails anyway. Immutable and thread safe.
 *
 * @param rfc822Names the ASCII addresses of the subject alternative name (RFC 5280 §4.2.1.6)
 * @param smtpUtf8Mailboxes the internationalised addresses of the subject alternative name (RFC
 *     9598)
 * @param subjectAddresses the legacy emailAddress attributes of the subject (RFC 8550 §3)
 */
public record MailAddresses(
        List<String> rfc822Names, List<String> smtpUtf8Mailboxes, List<String> subjectAddresses) {
    /** Copies the lists. */
    public MailAddresses {
        rfc822Names = List.copyOf(rfc822Names);
        smtpUtf8Mailboxes = List.copyOf(smtpUtf8Mailboxes);
        subjectAddresses = List.copyOf(subjectAddresses);
    }

    /**
     * Reads the addresses of a certificate.
     *
     * @param certificate the certificate
     * @return its addresses, as written in it
     */
    public static MailAddresses of(Certificate certificate) {
        List<String> rfc822Names = new ArrayList<>();
        List<String> smtpUtf8Mailboxes = new ArrayList<>();
        for (GeneralName name : alternativeNames(certificate)) {
            if (name.getTagNo() == GeneralName.rfc822Name) {
                addAscii(rfc822Names, ((ASN1String) name.getName()).getString());
            } else if (name.getTagNo() == GeneralName.otherName) {
                SmtpUtf8Mailboxes.of(OtherName.getInstance(name.getName()))
                        .ifPresent(smtpUtf8Mailboxes::add);
            }
        }
        return new MailAddresses(rfc822Names, smtpUtf8Mailboxes, subjectAddresses(certificate));
    }

    /**
     * All addresses, without doubles: alternative names first, the legacy attribute last.
     *
     * @return the addresses, as written in the certificate
     */
    public List<String> all() {
        LinkedHashSet<String> all = new LinkedHashSet<>(rfc822Names);
        all.addAll(smtpUtf8Mailboxes);
        all.addAll(subjectAddresses);
        return List.copyOf(all);
    }

    /**
     * Whether the certificate vouches for an address. Domains are compared without regard to case,
     * A-labels equal to their U-labels; local parts of ASCII addresses without regard to ASCII
     * case, as mail programs do; internationalised local parts exactly (RFC 9598 §5).
     *
     * @param addrSpec an address such as {@code user@example.org}
     * @return true if it is one of those in the certificate
     */
    public boolean matches(String addrSpec) {
        return MailAddress.parse(addrSpec).filter(this::vouchesFor).isPresent();
    }

    /**
     * Whether the certificate vouches for an address, compared as {@link #matches} does.
     *
     * @param wanted the address
     * @return true if it is one of those in the certificate
     */
    public boolean vouchesFor(MailAddress wanted) {
        return all().stream()
                .flatMap(written -> MailAddress.parse(written).stream())
                .anyMatch(wanted::equals);
    }

    private static List<GeneralName> alternativeNames(Certificate certificate) {
        try {
            return CertificateExtensions.of(certificate).subjectAlternativeNames();
        } catch (CertificateFormatException e) {
            return List.of();
        }
    }

    private static List<String> subjectAddresses(Certificate certificate) {
        List<String> addresses = new ArrayList<>();
        for (RDN rdn :
                certificate.subject().getRDNs(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                if (attribute.getType().equals(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)
                        && attribute.getValue() instanceof ASN1String text) {
                    addAscii(addresses, text.getString());
                }
            }
        }
        return addresses;
    }

    private static void addAscii(List<String> addresses, String text) {
        if (text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            addresses.add(text);
        }
    }
}
