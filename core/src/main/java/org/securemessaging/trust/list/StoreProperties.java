package org.securemessaging.trust.list;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What Microsoft's stores and lists say of one certificate, by the numbers of {@code wincrypt.h}.
 * What is malformed is an IllegalArgumentException. One thread uses it.
 */
final class StoreProperties {
    static final int SHA256 = 98;
    private static final int PURPOSES = 9;
    private static final int FRIENDLY_NAME = 11;
    private static final int DISALLOWED_FROM = 104;
    private static final int DISALLOWED_PURPOSES = 122;
    private static final int ISSUED_BEFORE = 126;
    private static final int ISSUED_BEFORE_PURPOSES = 127;
    private static final Set<Integer> RESTRICTING =
            Set.of(PURPOSES, DISALLOWED_FROM, DISALLOWED_PURPOSES, ISSUED_BEFORE);
    private static final int REMARK = 200;
    private static final Instant FILE_TIME_ZERO = Instant.parse("1601-01-01T00:00:00Z");
    private static final BigInteger FILE_TIMES_A_SECOND = BigInteger.valueOf(10_000_000);
    // What ends later than this does not end.
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<Integer, byte[]> values = new HashMap<>();

    void put(int id, byte[] value) {
        values.put(id, value);
    }

    Optional<byte[]> get(int id) {
        return Optional.ofNullable(values.get(id));
    }

    /** Whether anything is asked of the certificate. */
    boolean restrict() {
        return values.keySet().stream().anyMatch(RESTRICTING::contains);
    }

    /** What is asked of it, as constraints for an anchor and a deny for what is disallowed. */
    List<TrustListEntry> entries(String thumbprint) {
        List<TrustListEntry> entries = new ArrayList<>();
        Optional<Instant> end = get(DISALLOWED_FROM).flatMap(StoreProperties::instant);
        // The day from which what is issued is not trusted may hold for some purposes only.
        Optional<Instant> issuedBefore =
                get(ISSUED_BEFORE)
                        .filter(value -> speaksOfMail(ISSUED_BEFORE_PURPOSES))
                        .flatMap(StoreProperties::instant);
        entries.add(
                new TrustListEntry.AnchorConstraint(
                        thumbprint,
                        purposes(PURPOSES),
                        end.map(TimeFrame::until).orElse(TimeFrame.ALWAYS),
                        List.of(),
                        List.of(),
                        issuedBefore,
                        remark()));
        Set<Purpose> disallowed = purposes(DISALLOWED_PURPOSES);
        if (!disallowed.isEmpty()) {
            entries.add(
                    new TrustListEntry.Deny(thumbprint, disallowed, TimeFrame.ALWAYS, remark()));
        }
        return entries;
    }

    /** The name someone gave it. */
    String remark() {
        String name =
                new String(
                        values.getOrDefault(FRIENDLY_NAME, new byte[0]), StandardCharsets.UTF_16LE);
        String line = name.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
        return line.length() > REMARK ? line.substring(0, REMARK).strip() : line;
    }

    private boolean speaksOfMail(int id) {
        Set<Purpose> purposes = purposes(id);
        return purposes.isEmpty() || purposes.contains(Purpose.EMAIL);
    }

    private Set<Purpose> purposes(int id) {
        Set<Purpose> purposes = new LinkedHashSet<>();
        if (values.containsKey(id)) {
            ExtendedKeyUsage usage = ExtendedKeyUsage.getInstance(values.get(id));
            if (usage.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage)) {
                return Set.of();
            }
            for (KeyPurposeId purpose : usage.getUsages()) {
                purposes.add(new Purpose(purpose.getId()));
            }
        }
        return purposes;
    }

    /** A FILETIME; none given is the beginning of time, so that nothing becomes better by it. */
    private static Optional<Instant> instant(byte[] value) {
        if (value.length == 0) {
            return Optional.of(Instant.EPOCH);
        }
        if (value.length != Long.BYTES) {
            throw new IllegalArgumentException("a time of " + value.length + " octets");
        }
        long ticks = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
        BigInteger seconds =
                new BigInteger(Long.toUnsignedString(ticks)).divide(FILE_TIMES_A_SECOND);
        Instant instant = FILE_TIME_ZERO.plusSeconds(seconds.longValueExact());
        if (instant.isBefore(Instant.EPOCH)) {
            return Optional.of(Instant.EPOCH);
        }
        return Optional.of(instant).filter(LAST::isAfter);
    }
}
