package org.securemessaging.trust.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Entries, found by thumbprint. Immutable and thread safe. */
public final class TrustList {
    /** The list that says nothing. */
    public static final TrustList EMPTY = new TrustList(List.of());

    private final List<TrustListEntry> entries;
    private final Map<String, List<TrustListEntry>> byThumbprint = new HashMap<>();
    private final List<TrustListEntry.Allow> ends;
    private final NavigableSet<Instant> boundaries = new TreeSet<>();

    private TrustList(List<TrustListEntry> entries) {
        this.entries = List.copyOf(entries);
        this.ends =
                only(entries.stream(), TrustListEntry.Allow.class)
                        .filter(TrustListEntry.Allow::unreachable)
                        .toList();
        for (TrustListEntry entry : entries) {
            byThumbprint.computeIfAbsent(entry.thumbprint(), key -> new ArrayList<>()).add(entry);
            entry.time().boundaries().forEach(boundaries::add);
        }
    }

    /**
     * A list.
     *
     * @param entries in any order, which means nothing
     * @return the list
     */
    public static TrustList of(List<TrustListEntry> entries) {
        return entries.isEmpty() ? EMPTY : new TrustList(entries);
    }

    /**
     * Everything in the list.
     *
     * @return the entries in the order they were given
     */
    public List<TrustListEntry> entries() {
        return entries;
    }

    /**
     * The deny that is in force for a certificate.
     *
     * @param thumbprint its SHA-256 in lower-case hexadecimal digits
     * @param purpose what it is used for
     * @param at the time a path is judged for
     * @return the first such entry
     */
    public Optional<TrustListEntry.Deny> denial(String thumbprint, Purpose purpose, Instant at) {
        return only(of(thumbprint), TrustListEntry.Deny.class)
                .filter(deny -> deny.inForce(purpose, at))
                .findFirst();
    }

    /**
     * The allows that are in force for a certificate, whether or not a deny is too.
     *
     * @param thumbprint its SHA-256 in lower-case hexadecimal digits
     * @param purpose what it is used for
     * @param at the time a path is judged for
     * @return such entries
     */
    public List<TrustListEntry.Allow> allowances(String thumbprint, Purpose purpose, Instant at) {
        return only(of(thumbprint), TrustListEntry.Allow.class)
                .filter(allow -> allow.inForce(purpose, at))
                .toList();
    }

    /**
     * What is asked of an anchor.
     *
     * @param thumbprint its SHA-256 in lower-case hexadecimal digits
     * @return all constraints, each of which must hold
     */
    public List<TrustListEntry.AnchorConstraint> constraints(String thumbprint) {
        return only(of(thumbprint), TrustListEntry.AnchorConstraint.class).toList();
    }

    /**
     * The certificates in which a path may end though they are no anchors.
     *
     * @param purpose what the target is used for
     * @param at the time a path is judged for
     * @return thumbprints
     */
    public Set<String> ends(Purpose purpose, Instant at) {
        return ends.stream()
                .filter(allow -> allow.inForce(purpose, at))
                .map(TrustListEntry.Allow::thumbprint)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * How long an answer of this list holds.
     *
     * @param at the time it was asked for
     * @return the next instant at which an entry starts or ends; {@link Instant#MAX} if none does
     */
    public Instant changesAfter(Instant at) {
        return Optional.ofNullable(boundaries.higher(at)).orElse(Instant.MAX);
    }

    private Stream<TrustListEntry> of(String thumbprint) {
        return byThumbprint.getOrDefault(thumbprint, List.of()).stream();
    }

    private static <T> Stream<T> only(Stream<TrustListEntry> entries, Class<T> kind) {
        return entries.filter(kind::isInstance).map(kind::cast);
    }
}
