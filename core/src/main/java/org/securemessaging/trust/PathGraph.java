package org.securemessaging.trust;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateIndex;
import org.securemessaging.certificate.NameKey;

/**
 * Which certificates could stand above which, by names alone: everything that can be reached from
 * the target, and how far each name is from an anchor.
 *
 * <p>It is made before any signature is checked, in one pass over names, so that a mesh of CAs that
 * leads to no anchor costs nothing more.
 */
final class PathGraph {
    /** The distance of a name that leads to no anchor. */
    static final int UNREACHABLE = Integer.MAX_VALUE / 2;

    private final CertificateIndex anchors;
    private final List<CertificateIndex> pools;
    private final Map<NameKey, List<PathCertificate>> anchorsOf = new HashMap<>();
    private final Map<NameKey, List<PathCertificate>> issuersOf = new HashMap<>();
    private final Map<NameKey, Integer> distances = new HashMap<>();

    private PathGraph(CertificateIndex anchors, List<CertificateIndex> pools) {
        this.anchors = anchors;
        this.pools = pools;
    }

    static PathGraph reach(
            PathCertificate target,
            CertificateIndex anchors,
            List<CertificateIndex> pools,
            PathBudget budget) {
        PathGraph graph = new PathGraph(anchors, pools);
        graph.explore(target.issuer(), budget);
        graph.measure();
        return graph;
    }

    /** The anchors of a name. */
    List<PathCertificate> anchors(NameKey name) {
        return anchorsOf.getOrDefault(name, List.of());
    }

    /** The certificates of a name that are no anchors. */
    List<PathCertificate> issuers(NameKey name) {
        return issuersOf.getOrDefault(name, List.of());
    }

    /** The anchors and other certificates that could have issued a certificate. */
    List<PathCertificate> above(PathCertificate certificate) {
        List<PathCertificate> above = new ArrayList<>(anchors(certificate.issuer()));
        above.addAll(issuers(certificate.issuer()));
        return above;
    }

    boolean isAnchor(PathCertificate certificate) {
        return anchors.contains(certificate.certificate());
    }

    /** Certificates from one issued under this name up to an anchor. */
    int distance(NameKey issuer) {
        return distances.getOrDefault(issuer, UNREACHABLE);
    }

    private void explore(NameKey first, PathBudget budget) {
        Queue<NameKey> names = new ArrayDeque<>(List.of(first));
        Set<NameKey> seen = new HashSet<>(names);
        while (!names.isEmpty()) {
            NameKey name = names.remove();
            anchorsOf.put(name, parse(anchors.bySubject(name), budget));
            List<PathCertificate> issuers = parse(pool(name), budget);
            issuersOf.put(name, issuers);
            issuers.stream().map(PathCertificate::issuer).filter(seen::add).forEach(names::add);
        }
    }

    private Set<Certificate> pool(NameKey name) {
        Set<Certificate> certificates = new LinkedHashSet<>();
        pools.forEach(pool -> certificates.addAll(pool.bySubject(name)));
        anchors.bySubject(name).forEach(certificates::remove);
        return certificates;
    }

    private static List<PathCertificate> parse(
            Iterable<Certificate> certificates, PathBudget budget) {
        List<PathCertificate> parsed = new ArrayList<>();
        for (Certificate certificate : certificates) {
            if (!budget.takeCandidate()) {
                break;
            }
            parsed.add(PathCertificate.of(certificate));
        }
        return parsed;
    }

    private void measure() {
        Map<NameKey, Set<NameKey>> namesBelow = new HashMap<>();
        issuersOf.forEach(
                (name, certificates) ->
                        certificates.forEach(
                                certificate ->
                                        namesBelow
                                                .computeIfAbsent(
                                                        certificate.issuer(), k -> new HashSet<>())
                                                .add(name)));
        Queue<NameKey> names = new ArrayDeque<>();
        anchorsOf.forEach(
                (name, certificates) -> {
                    if (!certificates.isEmpty()) {
                        distances.put(name, 1);
                        names.add(name);
                    }
                });
        while (!names.isEmpty()) {
            NameKey name = names.remove();
            int below = distances.get(name) + 1;
            for (NameKey next : namesBelow.getOrDefault(name, Set.of())) {
                if (distances.putIfAbsent(next, below) == null) {
                    names.add(next);
                }
            }
        }
    }
}
