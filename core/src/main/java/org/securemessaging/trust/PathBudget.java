package org.securemessaging.trust;

import java.util.Optional;

/** What is left of the {@link PathLimits} while one question is answered. One thread uses it. */
final class PathBudget {
    private final PathLimits limits;
    private int candidates;
    private int steps;
    private int signatures;
    private int paths;
    private int nameComparisons;
    private int policyEdges;
    private Optional<String> exhausted = Optional.empty();

    PathBudget(PathLimits limits) {
        this.limits = limits;
    }

    int depth() {
        return limits.depth();
    }

    boolean takeCandidate() {
        return candidates++ < limits.candidates() || exhaust("certificates looked at");
    }

    boolean takeStep() {
        return steps++ < limits.steps() || exhaust("steps of the search");
    }

    boolean takeSignature() {
        return signatures++ < limits.signatures() || exhaust("signatures checked");
    }

    boolean takePath() {
        return paths++ < limits.paths() || exhaust("paths judged");
    }

    boolean takeNameComparisons(long count) {
        nameComparisons = (int) Math.min(Integer.MAX_VALUE, nameComparisons + count);
        return nameComparisons <= limits.nameComparisons() || exhaust("names compared");
    }

    boolean takePolicyEdges(int count) {
        policyEdges = (int) Math.min(Integer.MAX_VALUE, (long) policyEdges + count);
        return policyEdges <= limits.policyEdges() || exhaust("policy nodes");
    }

    /** Which limit was reached first, in words. */
    Optional<String> exhausted() {
        return exhausted;
    }

    private boolean exhaust(String what) {
        if (exhausted.isEmpty()) {
            exhausted = Optional.of("limit on " + what + " reached");
        }
        return false;
    }
}
