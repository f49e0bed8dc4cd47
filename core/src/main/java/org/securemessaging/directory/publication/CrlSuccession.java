package org.securemessaging.directory.publication;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlFormatException;

/**
 * CRLs that take the place of older ones: of the same issuer, about the same certificates (issuing
 * distribution point, RFC 5280 §5.2.5), complete or delta alike. An older one never takes the place
 * of a newer one.
 */
record CrlSuccession(List<Crl> crls) implements EntryRevision {
    private static final List<PublishedAttribute> ATTRIBUTES =
            List.of(
                    PublishedAttribute.CERTIFICATE_REVOCATION_LIST,
                    PublishedAttribute.AUTHORITY_REVOCATION_LIST,
                    PublishedAttribute.DELTA_REVOCATION_LIST);

    @Override
    public Map<PublishedAttribute, ValueChange> plan(
            Function<PublishedAttribute, List<StoredValue>> present) {
        Map<PublishedAttribute, ValueChange> changes = new EnumMap<>(PublishedAttribute.class);
        for (PublishedAttribute attribute : ATTRIBUTES) {
            List<Crl> mine = crls.stream().filter(crl -> attribute(crl) == attribute).toList();
            if (!mine.isEmpty()) {
                changes.put(attribute, change(mine, present.apply(attribute)));
            }
        }
        return changes;
    }

    /** Where a CRL belongs (RFC 4523 §2.4 to §2.6). */
    static PublishedAttribute attribute(Crl crl) {
        if (crl.deltaBase().isPresent()) {
            return PublishedAttribute.DELTA_REVOCATION_LIST;
        }
        return crl.scope().filter(IssuingDistributionPoint::onlyContainsCACerts).isPresent()
                ? PublishedAttribute.AUTHORITY_REVOCATION_LIST
                : PublishedAttribute.CERTIFICATE_REVOCATION_LIST;
    }

    private static ValueChange change(List<Crl> wanted, List<StoredValue> present) {
        Set<StoredValue> removed = new LinkedHashSet<>();
        Set<StoredValue> added = new LinkedHashSet<>();
        for (Crl crl : wanted) {
            List<StoredValue> older =
                    present.stream().filter(value -> replaces(crl, value)).toList();
            boolean outdated =
                    present.stream().anyMatch(value -> isAtLeastAsNew(value, crl))
                            || wanted.stream().anyMatch(other -> succeeds(other, crl));
            if (!outdated) {
                removed.addAll(older);
                added.add(StoredValue.of(crl.encoded()));
            }
        }
        return new ValueChange(removed, added);
    }

    private static boolean replaces(Crl crl, StoredValue value) {
        return parse(value).filter(stored -> succeeds(crl, stored)).isPresent();
    }

    private static boolean isAtLeastAsNew(StoredValue value, Crl crl) {
        return parse(value)
                .filter(stored -> sameScope(stored, crl) && !succeeds(crl, stored))
                .isPresent();
    }

    private static boolean succeeds(Crl later, Crl earlier) {
        return sameScope(later, earlier) && compare(later, earlier) > 0;
    }

    private static int compare(Crl one, Crl other) {
        if (one.number().isPresent() && other.number().isPresent()) {
            int numbers = one.number().get().compareTo(other.number().get());
            if (numbers != 0) {
                return numbers;
            }
        }
        return one.thisUpdate().compareTo(other.thisUpdate());
    }

    private static boolean sameScope(Crl one, Crl other) {
        return one.issuer().equals(other.issuer())
                && one.deltaBase().isPresent() == other.deltaBase().isPresent()
                && Arrays.equals(scope(one), scope(other));
    }

    private static byte[] scope(Crl crl) {
        try {
            return crl.scope().isEmpty()
                    ? new byte[0]
                    : crl.scope().get().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new CrlFormatException("a scope has no DER form", e);
        }
    }

    private static Optional<Crl> parse(StoredValue value) {
        try {
            return Optional.of(Crl.parse(value.octets()));
        } catch (CrlFormatException e) {
            return Optional.empty();
        }
    }
}
