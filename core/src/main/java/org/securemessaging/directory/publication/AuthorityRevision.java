package org.securemessaging.directory.publication;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.securemessaging.certificate.CertificateFormatException;

/**
 * What is to become of a CA's entry: certificates and pairs are added, those that the judge objects
 * to go, and a CRL takes the place of an older one of the same issuer and scope. All else stays.
 */
record AuthorityRevision(AuthorityMaterial addition, CertificateJudge judge)
        implements EntryRevision {
    @Override
    public Map<PublishedAttribute, ValueChange> plan(
            Function<PublishedAttribute, List<StoredValue>> present) {
        Map<PublishedAttribute, ValueChange> changes = new EnumMap<>(PublishedAttribute.class);
        changes.put(
                PublishedAttribute.CA_CERTIFICATE,
                change(
                        present.apply(PublishedAttribute.CA_CERTIFICATE),
                        addition.certificates().stream()
                                .map(each -> StoredValue.of(each.encoded()))
                                .toList(),
                        this::isOldCertificate));
        changes.put(
                PublishedAttribute.CROSS_CERTIFICATE_PAIR,
                change(
                        present.apply(PublishedAttribute.CROSS_CERTIFICATE_PAIR),
                        addition.pairs().stream()
                                .map(each -> StoredValue.of(each.encoded()))
                                .toList(),
                        this::isOldPair));
        changes.putAll(new CrlSuccession(addition.crls()).plan(present));
        return changes;
    }

    private static ValueChange change(
            List<StoredValue> present,
            List<StoredValue> wanted,
            Function<StoredValue, Boolean> isOld) {
        Set<StoredValue> removed = new LinkedHashSet<>();
        for (StoredValue value : present) {
            if (!wanted.contains(value) && isOld.apply(value)) {
                removed.add(value);
            }
        }
        Set<StoredValue> added = new LinkedHashSet<>(wanted);
        added.removeAll(new LinkedHashSet<>(present));
        return new ValueChange(removed, added);
    }

    private boolean isOldCertificate(StoredValue value) {
        return PersonRevision.certificate(value)
                .flatMap(certificate -> judge.objection(certificate, List.of()))
                .isPresent();
    }

    private boolean isOldPair(StoredValue value) {
        return pair(value).stream()
                .flatMap(pair -> pair.certificates().stream())
                .anyMatch(certificate -> judge.objection(certificate, List.of()).isPresent());
    }

    private static Optional<CrossPair> pair(StoredValue value) {
        try {
            return Optional.of(CrossPair.parse(value.octets()));
        } catch (CertificateFormatException e) {
            return Optional.empty();
        }
    }
}
