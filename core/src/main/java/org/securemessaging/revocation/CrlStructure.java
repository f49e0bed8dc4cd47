package org.securemessaging.revocation;

import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Time;
import org.securemessaging.certificate.DerCursor;

/** The parts of a CertificateList, read in one walk (RFC 5280 §5.1). */
record CrlStructure(
        int signedStart,
        int signedEnd,
        X500Name issuer,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        CrlIndex index,
        CrlExtensions extensions,
        AlgorithmIdentifier signatureAlgorithm,
        ASN1BitString signature) {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int EXTENSIONS = 0xa0;
    private static final int VERSION_2 = 1;

    /** What stands in the signed part. */
    private record Signed(
            AlgorithmIdentifier algorithm,
            X500Name issuer,
            Instant thisUpdate,
            Optional<Instant> nextUpdate,
            CrlIndex index,
            CrlExtensions extensions) {}

    static CrlStructure read(byte[] der) {
        DerCursor outer = new DerCursor(der, 0, der.length);
        outer.next(SEQUENCE);
        if (outer.hasNext()) {
            throw new CrlFormatException("octets behind the CRL", null);
        }
        DerCursor parts = outer.content();
        int signedStart = parts.position();
        parts.next(SEQUENCE);
        int signedEnd = parts.contentEnd();
        Signed signed = readSigned(der, parts.content());
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.getInstance(element(der, parts));
        if (!algorithm.equals(signed.algorithm())) {
            throw new CrlFormatException("the algorithm inside differs from that outside", null);
        }
        ASN1BitString signature = ASN1BitString.getInstance(element(der, parts));
        return new CrlStructure(
                signedStart,
                signedEnd,
                signed.issuer(),
                signed.thisUpdate(),
                signed.nextUpdate(),
                signed.index(),
                signed.extensions(),
                algorithm,
                signature);
    }

    private static Signed readSigned(byte[] der, DerCursor list) {
        if (list.peekTag() == INTEGER
                && !ASN1Integer.getInstance(element(der, list)).hasValue(VERSION_2)) {
            throw new CrlFormatException("neither version 1 nor 2", null);
        }
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.getInstance(element(der, list));
        X500Name issuer = X500Name.getInstance(element(der, list));
        Instant thisUpdate = time(der, list);
        Optional<Instant> nextUpdate = Optional.empty();
        if (list.peekTag() == UTC_TIME || list.peekTag() == GENERALIZED_TIME) {
            nextUpdate = Optional.of(time(der, list));
        }
        CrlIndex index = readEntries(der, list);
        CrlExtensions extensions = readExtensions(der, list);
        if (list.hasNext()) {
            throw new CrlFormatException("more than a CRL holds", null);
        }
        return new Signed(algorithm, issuer, thisUpdate, nextUpdate, index, extensions);
    }

    private static CrlIndex readEntries(byte[] der, DerCursor list) {
        if (list.peekTag() != SEQUENCE) {
            return CrlIndex.empty();
        }
        list.next();
        return CrlIndex.read(der, list.contentStart(), list.contentEnd());
    }

    private static CrlExtensions readExtensions(byte[] der, DerCursor list) {
        if (list.peekTag() != EXTENSIONS) {
            return CrlExtensions.NONE;
        }
        list.next();
        return CrlExtensions.read(Der.parse(der, list.contentStart(), list.contentEnd()));
    }

    private static Instant time(byte[] der, DerCursor list) {
        return Time.getInstance(element(der, list)).getDate().toInstant();
    }

    private static ASN1Primitive element(byte[] der, DerCursor cursor) {
        int start = cursor.position();
        cursor.next();
        return Der.parse(der, start, cursor.contentEnd());
    }
}
