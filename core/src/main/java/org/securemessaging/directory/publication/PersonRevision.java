package org.securemessaging.directory.publication;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.SmimeProfile;

/**
 * What is to become of a person's certificates: one is added to both attributes, those that the
 * judge objects to go from both, and all others stay, those that nobody can read among them.
 *
 * @param addition what is to be there
 * @param judge who says what goes
 */
record PersonRevision(Optional<SmimeProfile> addition, CertificateJudge judge)
        implements EntryRevision {
    @Override
    public Map<PublishedAttribute, ValueChange> plan(
            Function<PublishedAttribute, List<StoredValue>> present) {
        Map<PublishedAttribute, ValueChange> changes = new EnumMap<>(PublishedAttribute.class);
        changes.put(
                PublishedAttribute.USER_CERTIFICATE,
                certificates(present.apply(PublishedAttribute.USER_CERTIFICATE)));
        changes.put(
                PublishedAttribute.USER_SMIME_CERTIFICATE,
                profiles(present.apply(PublishedAttribute.USER_SMIME_CERTIFICATE)));
        return changes;
    }

    private ValueChange certificates(List<StoredValue> present) {
        Set<StoredValue> removed = new LinkedHashSet<>();
        List<Certificate> kept = new ArrayList<>();
        for (StoredValue value : present) {
            Optional<Certificate> certificate = certificate(value);
            if (certificate.isPresent()) {
                if (objected(certificate.get(), List.of())) {
                    removed.add(value);
                } else {
                    kept.add(certificate.get());
                }
            }
        }
        return new ValueChange(
                removed,
                addition.flatMap(each -> missing(each, kept)).map(Set::of).orElse(Set.of()));
    }

    private Optional<StoredValue> missing(SmimeProfile wanted, List<Certificate> kept) {
        Certificate certificate = wanted.encryption();
        if (kept.contains(certificate)) {
            return Optional.empty();
        }
        if (kept.stream().anyMatch(each -> sameIssuerAndSerial(each, certificate))) {
            // OpenLDAP can't tell them apart, and one of the two is forged.
            throw new PublicationRefusalException(
                    "the entry holds another certificate with the same issuer and serial number as "
                            + ValueText.of(certificate));
        }
        return Optional.of(StoredValue.of(certificate.encoded()));
    }

    private ValueChange profiles(List<StoredValue> present) {
        Set<StoredValue> removed = new LinkedHashSet<>();
        Set<StoredValue> added = new LinkedHashSet<>();
        addition.ifPresent(each -> added.add(StoredValue.of(each.encoded())));
        for (StoredValue value : present) {
            Optional<SmimeProfile> profile = profile(value);
            if (profile.isEmpty()) {
                continue;
            }
            if (objected(profile.get().encryption(), profile.get().certificates())) {
                removed.add(value);
            } else if (addition.isPresent() && sameCertificate(profile.get())) {
                if (supersedes(profile.get())) {
                    removed.add(value);
                } else {
                    added.clear();
                }
            }
        }
        // Two values for one certificate, of which one would be superseded, settle in one go.
        if (added.isEmpty() && addition.isPresent()) {
            removed.removeIf(value -> profile(value).filter(this::sameCertificate).isPresent());
        }
        return new ValueChange(removed, added);
    }

    private boolean sameCertificate(SmimeProfile present) {
        return addition.get().encryption().equals(present.encryption());
    }

    /** A later word of the signer about his mail program; every mail says when it was signed. */
    private boolean supersedes(SmimeProfile present) {
        SmimeProfile wanted = addition.get();
        if (wanted.saysTheSameAs(present) || wanted.capabilities().isEmpty()) {
            return false;
        }
        return present.capabilities().isEmpty()
                || wanted.signingTime()
                        .flatMap(time -> present.signingTime().map(time::isAfter))
                        .orElse(false);
    }

    private boolean objected(Certificate certificate, List<Certificate> others) {
        return addition.filter(each -> each.encryption().equals(certificate)).isEmpty()
                && judge.objection(certificate, others).isPresent();
    }

    static Optional<Certificate> certificate(StoredValue value) {
        try {
            return Optional.of(Certificate.parse(value.octets()));
        } catch (CertificateFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<SmimeProfile> profile(StoredValue value) {
        try {
            return Optional.of(SmimeProfile.parse(value.octets()));
        } catch (CmsFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean sameIssuerAndSerial(Certificate one, Certificate other) {
        return one.serialNumber().equals(other.serialNumber())
                && NameKey.of(one.issuer()).equals(NameKey.of(other.issuer()));
    }
}
