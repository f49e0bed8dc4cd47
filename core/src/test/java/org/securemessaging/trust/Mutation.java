package org.securemessaging.trust;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A change to a generated path whose effect is known: those of different groups do not touch each
 * other, so a path is valid if every change to it leaves it so.
 *
 * @param group what it is about
 * @param reasons what may be said against a path with it; empty if it stays valid
 * @param words what it does
 * @param change does it
 */
record Mutation(Group group, String reasons, String words, Consumer<GeneratedPath> change) {
    /** In the order in which they are made: those that add certificates come first. */
    static final List<Mutation> ALL =
            Stream.of(StructureMutations.ALL, NameAndPolicyMutations.ALL, EvidenceMutations.ALL)
                    .flatMap(List::stream)
                    .toList();

    /** What a mutation is about; one path has at most one of each. */
    enum Group {
        SHAPE,
        VALIDITY,
        USAGE,
        LENGTH,
        NAMES,
        POLICY,
        REVOCATION,
        SIGNATURE,
        EXTENSION,
        PURPOSE,
        KEY_IDENTIFIER
    }

    /** Whether a path stays valid with it. */
    boolean valid() {
        return reasons.isEmpty();
    }

    void apply(GeneratedPath path) {
        change.accept(path);
    }

    @Override
    public String toString() {
        return words;
    }
}
