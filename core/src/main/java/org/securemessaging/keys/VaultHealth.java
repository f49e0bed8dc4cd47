package org.securemessaging.keys;

import java.util.List;

/**
 * How a vault stood at the last look, told without opening a key.
 *
 * @param keys how many keys there are in the places that can be reached
 * @param problems what can't be used; none if all is well
 */
public record VaultHealth(int keys, List<VaultProblem> problems) {
    /** Copies the list. */
    public VaultHealth {
        problems = List.copyOf(problems);
    }

    /**
     * Whether all that is configured can be used.
     *
     * @return true if there is no problem
     */
    public boolean isGood() {
        return problems.isEmpty();
    }

    /**
     * Whether a whole place with keys is out of reach, so that mail may wait for it.
     *
     * @return true if a token is away, for now or until a restart
     */
    public boolean isAway() {
        return problems.stream()
                .anyMatch(problem -> problem.kind() != VaultProblem.Kind.UNREADABLE);
    }

    /**
     * Whether only a restart of the server helps.
     *
     * @return true if a place won't come back by itself
     */
    public boolean needsRestart() {
        return problems.stream().anyMatch(problem -> problem.kind() == VaultProblem.Kind.RESTART);
    }

    /**
     * The problems in words.
     *
     * @return one sentence for each
     */
    public List<String> sentences() {
        return problems.stream().map(VaultProblem::text).toList();
    }
}
