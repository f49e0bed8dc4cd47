package org.securemessaging.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The valid policy graph (RFC 9618 §5): at each depth at most one node for each policy, so that its
 * size is bounded by what the certificates hold, where RFC 5280's tree grows exponentially. One
 * thread uses it.
 */
final class PolicyGraph {
    private static final String ANY = PolicyInputs.ANY_POLICY;

    private final PathBudget budget;
    private final List<Map<String, Node>> levels = new ArrayList<>();
    private boolean empty;

    private static final class Node {
        final String policy;
        final Set<Node> parents = new LinkedHashSet<>();
        Set<String> expected;

        Node(String policy) {
            this.policy = policy;
            this.expected = Set.of(policy);
        }
    }

    PolicyGraph(PathBudget budget) {
        this.budget = budget;
        levels.add(new LinkedHashMap<>(Map.of(ANY, new Node(ANY))));
    }

    boolean isEmpty() {
        return empty;
    }

    /** RFC 9618 §5.1, which stands for RFC 5280 §6.1.3 (e): no policies in a certificate. */
    void clear() {
        empty = true;
        levels.clear();
    }

    /** §6.1.3 (d): one more certificate's policies. */
    void addLevel(Set<String> policies, boolean anyPolicyCounts) {
        Map<String, List<Node>> parentsOf = parentsByExpectedPolicy();
        Node anyAbove = top().get(ANY);
        Map<String, Node> level = new LinkedHashMap<>();
        for (String policy : policies) {
            if (policy.equals(ANY)) {
                continue;
            }
            List<Node> parents = parentsOf.getOrDefault(policy, List.of());
            if (!parents.isEmpty()) {
                add(level, policy, parents);
            } else if (anyAbove != null) {
                add(level, policy, List.of(anyAbove));
            }
        }
        if (policies.contains(ANY) && anyPolicyCounts) {
            parentsOf.forEach(
                    (policy, parents) -> {
                        if (!level.containsKey(policy)) {
                            add(level, policy, parents);
                        }
                    });
        }
        levels.add(level);
        prune();
    }

    /** §6.1.4 (b) (1): the issuer's policies are known below under the subject's names. */
    void map(Map<String, Set<String>> mappings) {
        Map<String, Node> level = top();
        Node any = level.get(ANY);
        mappings.forEach(
                (issuerPolicy, subjectPolicies) -> {
                    if (!level.containsKey(issuerPolicy) && any != null) {
                        // What anyPolicy stood for here is now a policy of its own.
                        add(level, issuerPolicy, List.copyOf(any.parents));
                    }
                    Node node = level.get(issuerPolicy);
                    if (node != null && budget.takePolicyEdges(subjectPolicies.size())) {
                        node.expected = Set.copyOf(subjectPolicies);
                    }
                });
    }

    /** §6.1.4 (b) (2): mapping is inhibited, so what is mapped is no longer valid. */
    void remove(Set<String> mappedPolicies) {
        top().keySet().removeAll(mappedPolicies);
        prune();
    }

    /** §6.1.5 (g): the policies at the anchor's end that the whole path is valid for. */
    Set<String> authorityConstrained() {
        Set<String> policies = new LinkedHashSet<>();
        if (empty) {
            return policies;
        }
        for (Map<String, Node> level : levels) {
            for (Node node : level.values()) {
                if (!node.policy.equals(ANY)
                        && node.parents.stream().anyMatch(parent -> parent.policy.equals(ANY))) {
                    policies.add(node.policy);
                }
            }
        }
        if (top().containsKey(ANY)) {
            policies.add(ANY);
        }
        return policies;
    }

    private Map<String, Node> top() {
        return levels.get(levels.size() - 1);
    }

    private Map<String, List<Node>> parentsByExpectedPolicy() {
        Map<String, List<Node>> parents = new LinkedHashMap<>();
        for (Node node : top().values()) {
            for (String policy : node.expected) {
                parents.computeIfAbsent(policy, key -> new ArrayList<>()).add(node);
            }
        }
        return parents;
    }

    private void add(Map<String, Node> level, String policy, List<Node> parents) {
        // Without budget the node is left out: fewer policies are valid, never more.
        if (budget.takePolicyEdges(parents.size())) {
            Node node = new Node(policy);
            node.parents.addAll(parents);
            level.put(policy, node);
        }
    }

    private void prune() {
        for (int depth = levels.size() - 2; depth >= 0; depth--) {
            Set<Node> withChildren = new HashSet<>();
            levels.get(depth + 1).values().forEach(child -> withChildren.addAll(child.parents));
            levels.get(depth).values().retainAll(withChildren);
        }
        if (levels.get(0).isEmpty() || top().isEmpty()) {
            clear();
        }
    }
}
