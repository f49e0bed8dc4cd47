package org.securemessaging.cms.decrypt;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;

/**
 * The key encapsulation mechanisms that are read: who has a key for one reads what was encrypted to
 * it, however new or little used it is. Nothing is encrypted with any of them but ML-KEM. Immutable
 * and thread safe.
 */
public enum KemAlgorithm {
    /** FIPS 203, RFC 9936. */
    ML_KEM(
            "ML-KEM",
            Stream.of(
                            NISTObjectIdentifiers.id_alg_ml_kem_512,
                            NISTObjectIdentifiers.id_alg_ml_kem_768,
                            NISTObjectIdentifiers.id_alg_ml_kem_1024)
                    .map(ASN1ObjectIdentifier::getId)),
    /** ML-KEM with an older one beside it (draft-ietf-lamps-pq-composite-kem). */
    COMPOSITE("ML-KEM composite", arc("1.3.6.1.5.5.7.6", 55, 66)),
    /** FrodoKEM and its ephemeral form (ISO/IEC 18033-2/AMD2). */
    FRODO("FrodoKEM", arc("1.0.18033.2.2.7", 1, 8)),
    /** NTRU (the third round's), under the identifiers of Bouncy Castle. */
    NTRU("NTRU", arc("1.3.6.1.4.1.22554.5.5", 1, 6)),
    /** RSA-KEM (RFC 9690). */
    RSA("RSA-KEM", Stream.of("1.0.18033.2.2.4")),
    /** Any other. */
    UNKNOWN("unknown encapsulation", Stream.of());

    private static final Map<String, KemAlgorithm> BY_OID =
            Stream.of(values())
                    .flatMap(kem -> kem.oids().map(oid -> Map.entry(oid, kem)))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String title;
    // With blanks between them: an enum's constants hold nothing that could change.
    private final String oids;

    KemAlgorithm(String title, Stream<String> oids) {
        this.title = title;
        this.oids = oids.collect(Collectors.joining(" "));
    }

    private Stream<String> oids() {
        return Stream.of(oids.split(" ", -1)).filter(oid -> !oid.isEmpty());
    }

    private static Stream<String> arc(String arc, int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(leaf -> arc + "." + leaf);
    }

    /**
     * The mechanism of an identifier: that of a certificate's key, or of a KEMRecipientInfo.
     *
     * @param oid the identifier
     * @return the mechanism; {@link #UNKNOWN} if it is not known here
     */
    public static KemAlgorithm of(ASN1ObjectIdentifier oid) {
        return BY_OID.getOrDefault(oid.getId(), UNKNOWN);
    }

    /**
     * The mechanism as people write it.
     *
     * @return such as {@code ML-KEM}
     */
    public String title() {
        return title;
    }
}
