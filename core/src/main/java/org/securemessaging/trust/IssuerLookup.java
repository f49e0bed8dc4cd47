package org.securemessaging.trust;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateIndex;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Asks for the issuers of every certificate that stands, by names alone, above a target; of each
 * once, the nearest to the target first. One thread uses it, for one question.
 */
final class IssuerLookup {
    // From a person over her organisation and two bridges to our anchor is six; each may need a
    // look-up, and so may the wrong ways.
    private static final int LOOKUPS = 16;
    // More of one name than PathLimits would look at anyway.
    private static final int CERTIFICATES = 2_000;

    private final List<IssuerSource> sources;
    private final PathContext context;
    private final Set<Certificate> asked = new HashSet<>();
    private final Set<Certificate> found = new LinkedHashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();

    IssuerLookup(List<IssuerSource> sources, PathContext context) {
        this.sources = sources;
        this.context = context;
    }

    /** Asks about whatever is in reach by now; true if anything new was found. */
    boolean ask(Certificate target) {
        int before = found.size();
        for (Certificate certificate : reached(target)) {
            if (asked.size() < LOOKUPS && asked.add(certificate)) {
                sources.forEach(source -> ask(source, certificate));
            }
        }
        return found.size() > before;
    }

    /** All that was found so far. */
    CertificateIndex found() {
        return CertificateIndex.of(found);
    }

    /** Why more could not be found. */
    List<Finding> problems() {
        return problems.stream().map(what -> Finding.of(ReasonCode.UNTRUSTED, what)).toList();
    }

    private void ask(IssuerSource source, Certificate certificate) {
        IssuerSource.Found answer = source.issuersOf(certificate, context.query().budget());
        problems.addAll(answer.problems());
        for (Certificate each : answer.certificates()) {
            boolean known = context.pools().stream().anyMatch(pool -> pool.contains(each));
            if (!known && found.size() < CERTIFICATES) {
                found.add(each);
            }
        }
    }

    private List<Certificate> reached(Certificate target) {
        List<CertificateIndex> pools = new ArrayList<>(context.pools());
        pools.add(found());
        Set<Certificate> reached = new LinkedHashSet<>(List.of(target));
        Queue<Certificate> next = new ArrayDeque<>(reached);
        while (!next.isEmpty() && reached.size() < CERTIFICATES) {
            NameKey issuer = NameKey.of(next.remove().issuer());
            for (CertificateIndex pool : pools) {
                pool.bySubject(issuer).stream()
                        .filter(each -> !context.anchors().contains(each))
                        .filter(reached::add)
                        .forEach(next::add);
            }
        }
        return List.copyOf(reached);
    }
}
