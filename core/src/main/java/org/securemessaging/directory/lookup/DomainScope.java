package org.securemessaging.directory.lookup;

import java.net.IDN;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Domains for which a source is asked: named ones, or all. Immutable and thread safe. */
public final class DomainScope {
    /** What stands for all domains. */
    public static final String ALL = "*";

    /** No domain at all. */
    public static final DomainScope NONE = new DomainScope(false, Set.of());

    /** RFC 1123 §2.1, with the underscore that some have: nothing that means more elsewhere. */
    private static final Pattern HOST_NAME =
            Pattern.compile("[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63})*");

    private final boolean all;
    private final Set<String> domains;

    private DomainScope(boolean all, Set<String> domains) {
        this.all = all;
        this.domains = domains;
    }

    /**
     * Reads a scope.
     *
     * @param texts {@link #ALL}, or domains with A-labels or U-labels; of each, not what is below
     *     it
     * @return the scope
     * @throws IllegalArgumentException if one is no domain
     */
    public static DomainScope of(Collection<String> texts) {
        Set<String> named =
                texts.stream()
                        .filter(text -> !text.equals(ALL))
                        .map(DomainScope::ascii)
                        .collect(Collectors.toUnmodifiableSet());
        return new DomainScope(texts.contains(ALL), named);
    }

    private static String ascii(String text) {
        String ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        if (!HOST_NAME.matcher(ascii).matches()) {
            throw new IllegalArgumentException("no domain: " + text);
        }
        return ascii;
    }

    /**
     * Whether an address is in it.
     *
     * @param address any
     * @return false also for what is no domain name of the DNS, such as an address literal
     */
    boolean contains(SearchAddress address) {
        String domain = address.asciiDomain().toLowerCase(Locale.ROOT);
        return HOST_NAME.matcher(domain).matches() && (all || domains.contains(domain));
    }

    /**
     * Whether there is nothing in it.
     *
     * @return true if no address is
     */
    public boolean isEmpty() {
        return !all && domains.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainScope that && all == that.all && domains.equals(that.domains);
    }

    @Override
    public int hashCode() {
        return domains.hashCode() + (all ? 1 : 0);
    }

    /** For an administrator. */
    @Override
    public String toString() {
        return all ? ALL : String.join(", ", domains.stream().sorted().toList());
    }
}
