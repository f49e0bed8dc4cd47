package org.securemessaging.certificate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A set of certificates, found by subject. Immutable and thread safe. */
public final class CertificateIndex {
    /** The index of no certificate. */
    public static final CertificateIndex EMPTY = of(List.of());

    private final Set<Certificate> all;
    private final Map<NameKey, List<Certificate>> bySubject;

    private CertificateIndex(Set<Certificate> all, Map<NameKey, List<Certificate>> bySubject) {
        this.all = all;
        this.bySubject = bySubject;
    }

    /**
     * Indexes certificates.
     *
     * @param certificates any; doubles count once
     * @return the index
     */
    public static CertificateIndex of(Collection<Certificate> certificates) {
        Set<Certificate> all = new LinkedHashSet<>(certificates);
        Map<NameKey, List<Certificate>> bySubject = new LinkedHashMap<>();
        for (Certificate certificate : all) {
            bySubject
                    .computeIfAbsent(NameKey.of(certificate.subject()), key -> new ArrayList<>())
                    .add(certificate);
        }
        return new CertificateIndex(all, bySubject);
    }

    /**
     * Whether exactly this certificate is in the index.
     *
     * @param certificate any
     * @return true if one with the same octets is
     */
    public boolean contains(Certificate certificate) {
        return all.contains(certificate);
    }

    /**
     * The certificates of a subject.
     *
     * @param subject its name
     * @return them, in the order they were given
     */
    public List<Certificate> bySubject(NameKey subject) {
        return List.copyOf(bySubject.getOrDefault(subject, List.of()));
    }

    /**
     * All certificates.
     *
     * @return them, in the order they were given
     */
    public List<Certificate> all() {
        return List.copyOf(all);
    }
}
