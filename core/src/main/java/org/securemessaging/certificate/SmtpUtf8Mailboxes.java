package org.securemessaging.certificate;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;

/** Reads SmtpUTF8Mailbox names (RFC 9598 §3). Thread safe. */
public final class SmtpUtf8Mailboxes {
    /** id-on-SmtpUTF8Mailbox. */
    public static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9");

    private SmtpUtf8Mailboxes() {}

    /**
     * The mailbox in an otherName.
     *
     * @param name any otherName
     * @return the address, or empty if the name is of another kind or no UTF8String
     */
    public static Optional<String> of(OtherName name) {
        if (!OID.equals(name.getTypeID())
                || !(name.getValue().toASN1Primitive() instanceof ASN1UTF8String mailbox)) {
            return Optional.empty();
        }
        return Optional.of(mailbox.getString());
    }

    /**
     * The mailbox in the form in which rfc822Name constraints apply to it (RFC 9598 §6), with a
     * local part that no ASCII constraint can be equal to unless it is ASCII itself.
     *
     * @param mailbox an address
     * @return an rfc822Name to compare, and for nothing else; empty if the domain is not ASCII,
     *     which RFC 9598 §3 forbids, so that nothing can be said of it
     */
    public static Optional<GeneralName> asRfc822Name(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        String domain = mailbox.substring(at + 1);
        if (at < 0 || !isAscii(domain)) {
            return Optional.empty();
        }
        String localPart = mailbox.substring(0, at);
        if (!isAscii(localPart)) {
            localPart =
                    "utf8-" + HexFormat.of().formatHex(localPart.getBytes(StandardCharsets.UTF_8));
        }
        return Optional.of(new GeneralName(GeneralName.rfc822Name, localPart + '@' + domain));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
