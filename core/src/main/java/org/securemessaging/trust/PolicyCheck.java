package org.securemessaging.trust;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Policy processing (RFC 5280 §6.1.3 d–f, §6.1.4 a, b, h–j, §6.1.5 a, b, g; RFC 9618). */
final class PolicyCheck implements PathCheck {
    private final PolicyInputs inputs;
    private final PolicyGraph graph;
    private long explicitPolicy;
    private long policyMapping;
    private long inhibitAnyPolicy;
    private Set<String> userConstrained = Set.of();

    PolicyCheck(PolicyInputs inputs, int length, PathBudget budget) {
        this.inputs = inputs;
        this.graph = new PolicyGraph(budget);
        this.explicitPolicy = inputs.explicitPolicy() ? 0 : length + 1L;
        this.policyMapping = inputs.inhibitMapping() ? 0 : length + 1L;
        this.inhibitAnyPolicy = inputs.inhibitAnyPolicy() ? 0 : length + 1L;
    }

    /** What an anchor asks of the paths below it (RFC 5937 §3). */
    void constrain(PathCertificate anchor) {
        lower(anchor.claims());
    }

    /** The user-constrained policy set, once the target was accepted. */
    Set<String> userConstrained() {
        return userConstrained;
    }

    @Override
    public void accept(PathCertificate certificate, PathPosition position, List<Finding> findings) {
        addPolicies(certificate, position);
        if (position.isTarget()) {
            finish(certificate, findings);
            return;
        }
        if (explicitPolicy == 0 && graph.isEmpty()) {
            findings.add(complaint("no policy is valid down to", certificate));
        }
        mapPolicies(certificate, findings);
        if (!certificate.selfIssued()) {
            explicitPolicy = Math.max(0, explicitPolicy - 1);
            policyMapping = Math.max(0, policyMapping - 1);
            inhibitAnyPolicy = Math.max(0, inhibitAnyPolicy - 1);
        }
        lower(certificate.claims());
    }

    private void addPolicies(PathCertificate certificate, PathPosition position) {
        Optional<Set<String>> policies = certificate.claims().policies();
        if (policies.isEmpty()) {
            graph.clear();
        } else if (!graph.isEmpty()) {
            boolean anyCounts =
                    inhibitAnyPolicy > 0 || (!position.isTarget() && certificate.selfIssued());
            graph.addLevel(policies.get(), anyCounts);
        }
    }

    private void mapPolicies(PathCertificate certificate, List<Finding> findings) {
        if (certificate.claims().policyMappings().isEmpty()) {
            return;
        }
        Map<String, Set<String>> mappings = certificate.claims().policyMappings().get();
        if (mappings.containsKey(PolicyInputs.ANY_POLICY)
                || mappings.values().stream().anyMatch(s -> s.contains(PolicyInputs.ANY_POLICY))) {
            findings.add(complaint("anyPolicy is mapped in", certificate));
        } else if (!graph.isEmpty()) {
            if (policyMapping > 0) {
                graph.map(mappings);
            } else {
                graph.remove(mappings.keySet());
            }
        }
    }

    private void lower(PathCertificate.Claims claims) {
        claims.policyConstraints()
                .ifPresent(
                        constraints -> {
                            explicitPolicy = lower(explicitPolicy, requireExplicit(constraints));
                            policyMapping = lower(policyMapping, inhibitMapping(constraints));
                        });
        inhibitAnyPolicy = lower(inhibitAnyPolicy, claims.inhibitAnyPolicy());
    }

    private void finish(PathCertificate target, List<Finding> findings) {
        explicitPolicy = Math.max(0, explicitPolicy - 1);
        boolean explicitHere =
                target.claims()
                        .policyConstraints()
                        .flatMap(PolicyCheck::requireExplicit)
                        .filter(skip -> skip == 0)
                        .isPresent();
        userConstrained = constrainByUser(graph.authorityConstrained());
        if ((explicitPolicy == 0 || explicitHere) && userConstrained.isEmpty()) {
            findings.add(complaint("no acceptable policy is valid for", target));
        }
    }

    private Set<String> constrainByUser(Set<String> authorityConstrained) {
        if (inputs.acceptable().contains(PolicyInputs.ANY_POLICY)) {
            return authorityConstrained;
        }
        if (authorityConstrained.contains(PolicyInputs.ANY_POLICY)) {
            return inputs.acceptable();
        }
        Set<String> common = new LinkedHashSet<>(authorityConstrained);
        common.retainAll(inputs.acceptable());
        return common;
    }

    private static long lower(long counter, Optional<Long> skip) {
        return skip.map(certificates -> Math.min(counter, certificates)).orElse(counter);
    }

    private static Optional<Long> requireExplicit(PolicyConstraints constraints) {
        return Optional.ofNullable(constraints.getRequireExplicitPolicyMapping())
                .map(PolicyCheck::skip);
    }

    private static Optional<Long> inhibitMapping(PolicyConstraints constraints) {
        return Optional.ofNullable(constraints.getInhibitPolicyMapping()).map(PolicyCheck::skip);
    }

    private static long skip(java.math.BigInteger certificates) {
        // A count beyond any path is as good as none; a negative one is as strict as zero.
        return certificates.bitLength() > 31
                ? Integer.MAX_VALUE
                : Math.max(0, certificates.longValue());
    }

    private static Finding complaint(String what, PathCertificate certificate) {
        return Finding.of(
                ReasonCode.CERTIFICATE_POLICY, what + " " + certificate.certificate().subject());
    }
}
