package org.securemessaging.revocation;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.securemessaging.certificate.DerCursor;
import org.securemessaging.certificate.NameKey;

/**
 * The entries of a CRL, found by serial number. Besides the CRL's own octets it keeps eight octets
 * an entry: a hash of the serial number and where the entry begins, sorted. Immutable and thread
 * safe.
 */
final class CrlIndex {
    private final byte[] octets;
    private final int end;
    private final long[] sorted;
    private final int[] issuerEntries;
    private final boolean unknownCritical;

    private CrlIndex(
            byte[] octets, int end, long[] sorted, int[] issuerEntries, boolean unknownCritical) {
        this.octets = octets;
        this.end = end;
        this.sorted = sorted;
        this.issuerEntries = issuerEntries;
        this.unknownCritical = unknownCritical;
    }

    static CrlIndex empty() {
        return new CrlIndex(new byte[0], 0, new long[0], new int[0], false);
    }

    /** Reads the entries that are the content of revokedCertificates. */
    static CrlIndex read(byte[] octets, int start, int end) {
        // No entry is shorter than 20 octets: two headers, a serial and a UTCTime.
        long[] keys = new long[(end - start) / 20 + 1];
        int[] issuerEntries = new int[0];
        boolean unknownCritical = false;
        int count = 0;
        int issuers = 0;
        DerCursor entries = new DerCursor(octets, start, end);
        while (entries.hasNext()) {
            int offset = entries.position();
            entries.next(CrlEntryReader.SEQUENCE);
            CrlEntryReader entry = CrlEntryReader.scan(entries.content());
            if (entry.hasIssuer()) {
                if (issuers == issuerEntries.length) {
                    issuerEntries = Arrays.copyOf(issuerEntries, issuers * 2 + 16);
                }
                issuerEntries[issuers++] = offset;
            }
            unknownCritical |= entry.hasUnknownCritical();
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
            }
            keys[count++] = key(hash(octets, entry.serialStart(), entry.serialEnd()), offset);
        }
        long[] sorted = count == keys.length ? keys : Arrays.copyOf(keys, count);
        Arrays.sort(sorted);
        return new CrlIndex(
                octets, end, sorted, Arrays.copyOf(issuerEntries, issuers), unknownCritical);
    }

    int size() {
        return sorted.length;
    }

    /** Whether any entry has a critical extension that is not known here. */
    boolean hasUnknownCritical() {
        return unknownCritical;
    }

    /** The entry of a certificate; one that revokes is preferred to one that removes. */
    Optional<CrlEntry> find(BigInteger serial, NameKey certificateIssuer, NameKey crlIssuer) {
        byte[] wanted = serial.toByteArray();
        int hash = hash(wanted, 0, wanted.length);
        int from = Arrays.binarySearch(sorted, key(hash, 0));
        Optional<CrlEntry> found = Optional.empty();
        for (int i = from < 0 ? -from - 1 : from; i < sorted.length; i++) {
            if ((int) (sorted[i] >> 32) != hash) {
                break;
            }
            int offset = (int) sorted[i];
            CrlEntryReader entry = entryAt(offset);
            if (entry.serial().equals(serial)
                    && issuerOf(offset, crlIssuer, certificateIssuer::equals)) {
                found = Optional.of(entry.read());
                if (!found.get().removesFromCrl()) {
                    return found;
                }
            }
        }
        return found;
    }

    private CrlEntryReader entryAt(int offset) {
        DerCursor cursor = new DerCursor(octets, offset, end);
        cursor.next(CrlEntryReader.SEQUENCE);
        return CrlEntryReader.scan(cursor.content());
    }

    /** An entry belongs to the certificate issuer last named before it (§5.3.3). */
    private boolean issuerOf(int offset, NameKey crlIssuer, Predicate<NameKey> wanted) {
        int place = Arrays.binarySearch(issuerEntries, offset);
        int last = place >= 0 ? place : -place - 2;
        if (last < 0) {
            return wanted.test(crlIssuer);
        }
        GeneralNames names = entryAt(issuerEntries[last]).issuer();
        return Arrays.stream(names.getNames())
                .filter(name -> name.getTagNo() == GeneralName.directoryName)
                .map(name -> NameKey.of(X500Name.getInstance(name.getName())))
                .anyMatch(wanted);
    }

    private static long key(int hash, int offset) {
        return ((long) hash << 32) | offset;
    }

    /** Leading zeros do not count, so that a serial is found however it is padded. */
    private static int hash(byte[] octets, int start, int end) {
        int from = start;
        while (from < end && octets[from] == 0) {
            from++;
        }
        int hash = 0x811c9dc5; // FNV-1a, then a finaliser so that close serials lie apart.
        for (int i = from; i < end; i++) {
            hash = (hash ^ (octets[i] & 0xff)) * 0x01000193;
        }
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        return hash ^ (hash >>> 13);
    }
}
