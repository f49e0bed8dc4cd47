package org.securemessaging.revocation;

import java.math.BigInteger;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.Time;
import org.securemessaging.certificate.DerCursor;

/** One entry of revokedCertificates, where its parts lie, and what they say when they are asked. */
final class CrlEntryReader {
    static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int BOOLEAN = 0x01;

    // id-ce is 2.5.29: 55 1D, and one octet for each of its extensions of CRL entries.
    private static final int REASON_CODE = 21;
    private static final int HOLD_INSTRUCTION = 23;
    private static final int INVALIDITY_DATE = 24;
    private static final int CERTIFICATE_ISSUER = 29;

    private final byte[] octets;
    private final int serialStart;
    private final int serialEnd;
    private final int end;
    private final boolean hasIssuer;
    private final boolean hasUnknownCritical;

    private CrlEntryReader(
            DerCursor content, int serialStart, int serialEnd, Flags flags, int end) {
        this.octets = content.octets();
        this.serialStart = serialStart;
        this.serialEnd = serialEnd;
        this.end = end;
        this.hasIssuer = flags.issuer;
        this.hasUnknownCritical = flags.unknownCritical;
    }

    private static final class Flags {
        boolean issuer;
        boolean unknownCritical;
    }

    static CrlEntryReader scan(DerCursor content) {
        content.next(INTEGER);
        int serialStart = content.contentStart();
        int serialEnd = content.contentEnd();
        content.next();
        int end = content.contentEnd();
        Flags flags = new Flags();
        if (content.hasNext()) {
            content.next(SEQUENCE);
            end = content.contentEnd();
            scanExtensions(content.content(), flags);
        }
        return new CrlEntryReader(content, serialStart, serialEnd, flags, end);
    }

    private static void scanExtensions(DerCursor extensions, Flags flags) {
        while (extensions.hasNext()) {
            extensions.next(SEQUENCE);
            DerCursor extension = extensions.content();
            extension.next(OBJECT_IDENTIFIER);
            int known = idCe(extension);
            boolean critical = extension.peekTag() == BOOLEAN;
            flags.issuer |= known == CERTIFICATE_ISSUER;
            flags.unknownCritical |= critical && known < 0;
        }
    }

    private static int idCe(DerCursor oid) {
        byte[] octets = oid.octets();
        int start = oid.contentStart();
        if (oid.contentEnd() - start != 3 || octets[start] != 0x55 || octets[start + 1] != 0x1d) {
            return -1;
        }
        return switch (octets[start + 2]) {
            case REASON_CODE, HOLD_INSTRUCTION, INVALIDITY_DATE, CERTIFICATE_ISSUER ->
                    octets[start + 2];
            default -> -1;
        };
    }

    int serialStart() {
        return serialStart;
    }

    int serialEnd() {
        return serialEnd;
    }

    BigInteger serial() {
        return serialStart == serialEnd
                ? BigInteger.ZERO
                : new BigInteger(octets, serialStart, serialEnd - serialStart);
    }

    boolean hasIssuer() {
        return hasIssuer;
    }

    boolean hasUnknownCritical() {
        return hasUnknownCritical;
    }

    GeneralNames issuer() {
        return extension(Extension.certificateIssuer)
                .map(value -> GeneralNames.getInstance(value.getParsedValue()))
                .orElseThrow(() -> new CrlFormatException("no certificate issuer", null));
    }

    CrlEntry read() {
        int reason =
                extension(Extension.reasonCode)
                        .map(e -> ASN1Enumerated.getInstance(e.getParsedValue()).intValueExact())
                        .orElse(0);
        Instant revokedAt =
                Time.getInstance(Der.parse(octets, serialEnd, end)).getDate().toInstant();
        return new CrlEntry(revokedAt, reason, invalidSince());
    }

    private Optional<Instant> invalidSince() {
        Optional<Extension> extension = extension(Extension.invalidityDate);
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ASN1GeneralizedTime.getInstance(extension.get().getParsedValue())
                            .getDate()
                            .toInstant());
        } catch (ParseException e) {
            throw new CrlFormatException("malformed invalidity date", e);
        }
    }

    private Optional<Extension> extension(ASN1ObjectIdentifier oid) {
        DerCursor parts = new DerCursor(octets, serialEnd, end);
        parts.next();
        if (!parts.hasNext()) {
            return Optional.empty();
        }
        Extensions extensions = Extensions.getInstance(Der.parse(octets, parts.position(), end));
        return Optional.ofNullable(extensions.getExtension(oid));
    }
}
