package org.securemessaging.trust.list;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.securemessaging.certificate.Certificate;

/**
 * Microsoft's certificate trust list: a PKCS#7 SignedData around a list of hashes, each with
 * properties. The list of roots and that of disallowed certificates are such. Immutable.
 */
final class CertificateTrustList {
    static final ASN1ObjectIdentifier CONTENT = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.10.1");
    private static final ASN1ObjectIdentifier DISALLOWED =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.311.10.3.30");
    private static final String PROPERTIES = "1.3.6.1.4.1.311.10.11.";
    private static final int SHA256_OCTETS = 32;
    // The list of all roots has 515; each has under ten properties.
    private static final int MAXIMUM_SUBJECTS = 100_000;
    private static final int MAXIMUM_PROPERTIES = 64;
    private static final int MAXIMUM_PROPERTY_ID_DIGITS = 6;

    private final SignedData signed;
    private final ASN1Sequence content;

    private CertificateTrustList(SignedData signed, ASN1Sequence content) {
        this.signed = signed;
        this.content = content;
    }

    /** The list in octets; empty if they are something else, or a list that can't be read. */
    static Optional<CertificateTrustList> parse(byte[] octets) {
        if (octets.length == 0 || octets[0] != 0x30) {
            return Optional.empty();
        }
        try {
            ContentInfo outer = ContentInfo.getInstance(octets);
            if (!outer.getContentType().equals(CMSObjectIdentifiers.signedData)) {
                return Optional.empty();
            }
            SignedData signed = SignedData.getInstance(outer.getContent());
            ContentInfo inner = signed.getEncapContentInfo();
            return inner.getContentType().equals(CONTENT)
                    ? Optional.of(
                            new CertificateTrustList(
                                    signed, ASN1Sequence.getInstance(inner.getContent())))
                    : Optional.empty();
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            return Optional.empty(); // Bouncy Castle's answers to malformed ASN.1.
        }
    }

    SignedData signed() {
        return signed;
    }

    /** The DER of the content, with tag and length. */
    byte[] content() throws IOException {
        return content.getEncoded("DER");
    }

    ImportedTrust read(List<Certificate> known) {
        List<TrustListEntry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            Fields fields = Fields.read(content);
            if (fields.subjects().size() > MAXIMUM_SUBJECTS) {
                throw new IllegalArgumentException("more than " + MAXIMUM_SUBJECTS + " subjects");
            }
            for (ASN1Encodable subject : fields.subjects()) {
                read(ASN1Sequence.getInstance(subject), fields.disallowed(), known)
                        .ifPresentOrElse(
                                entries::addAll,
                                () -> problems.add(nameless(ASN1Sequence.getInstance(subject))));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Half a list is none: what is missing might be a deny.
            return new ImportedTrust(
                    List.of(), List.of(), List.of("malformed trust list: " + e.getMessage()));
        }
        return new ImportedTrust(entries, List.of(), problems);
    }

    private record Fields(Set<ASN1ObjectIdentifier> usage, ASN1Sequence subjects) {
        /** The list's fields, of which most are optional and told apart by their types. */
        static Fields read(ASN1Sequence content) {
            List<ASN1Encodable> rest = new ArrayList<>(List.of(content.toArray()));
            skip(rest, ASN1Integer.class);
            ASN1Sequence usage = ASN1Sequence.getInstance(rest.remove(0));
            skip(rest, ASN1OctetString.class);
            skip(rest, ASN1Integer.class);
            while (rest.get(0) instanceof ASN1UTCTime
                    || rest.get(0) instanceof ASN1GeneralizedTime) {
                rest.remove(0);
            }
            rest.remove(0); // The algorithm of the hashes, which their length tells.
            boolean empty = rest.isEmpty() || !(rest.get(0) instanceof ASN1Sequence);
            return new Fields(
                    Set.copyOf(
                            Arrays.stream(usage.toArray())
                                    .map(ASN1ObjectIdentifier::getInstance)
                                    .toList()),
                    empty ? new DERSequence() : (ASN1Sequence) rest.get(0));
        }

        boolean disallowed() {
            return usage.contains(DISALLOWED);
        }

        private static void skip(List<ASN1Encodable> rest, Class<?> optional) {
            if (optional.isInstance(rest.get(0))) {
                rest.remove(0);
            }
        }
    }

    private static Optional<List<TrustListEntry>> read(
            ASN1Sequence subject, boolean disallowed, List<Certificate> known) {
        StoreProperties properties = properties(subject);
        return thumbprint(subject, properties, known)
                .map(
                        thumbprint ->
                                disallowed
                                        ? List.of(
                                                new TrustListEntry.Deny(
                                                        thumbprint,
                                                        Set.of(),
                                                        TimeFrame.ALWAYS,
                                                        properties.remark()))
                                        : properties.entries(thumbprint));
    }

    private static StoreProperties properties(ASN1Sequence subject) {
        StoreProperties properties = new StoreProperties();
        ASN1Set attributes =
                subject.size() > 1 ? ASN1Set.getInstance(subject.getObjectAt(1)) : new DERSet();
        if (attributes.size() > MAXIMUM_PROPERTIES) {
            throw new IllegalArgumentException("more than " + MAXIMUM_PROPERTIES + " properties");
        }
        for (ASN1Encodable element : attributes) {
            ASN1Sequence attribute = ASN1Sequence.getInstance(element);
            String type = ASN1ObjectIdentifier.getInstance(attribute.getObjectAt(0)).getId();
            String id = type.startsWith(PROPERTIES) ? type.substring(PROPERTIES.length()) : "";
            if (id.matches("[0-9]+") && id.length() <= MAXIMUM_PROPERTY_ID_DIGITS) {
                ASN1Set values = ASN1Set.getInstance(attribute.getObjectAt(1));
                ASN1OctetString value = ASN1OctetString.getInstance(values.getObjectAt(0));
                properties.put(Integer.parseInt(id), value.getOctets());
            }
        }
        return properties;
    }

    private static Optional<String> thumbprint(
            ASN1Sequence subject, StoreProperties properties, List<Certificate> known) {
        byte[] hash = ASN1OctetString.getInstance(subject.getObjectAt(0)).getOctets();
        if (hash.length == SHA256_OCTETS) {
            return Optional.of(HexFormat.of().formatHex(hash));
        }
        return properties
                .get(StoreProperties.SHA256)
                .filter(value -> value.length == SHA256_OCTETS)
                .map(HexFormat.of()::formatHex)
                .or(() -> Sha1.find(hash, known).map(Certificate::sha256));
    }

    private static String nameless(ASN1Sequence subject) {
        byte[] hash = ASN1OctetString.getInstance(subject.getObjectAt(0)).getOctets();
        return HexFormat.of().formatHex(hash) + " has no SHA-256 and is none of the known";
    }
}
