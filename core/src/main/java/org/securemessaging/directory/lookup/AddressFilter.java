package org.securemessaging.directory.lookup;

import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.directory.api.ldap.model.filter.BranchNode;
import org.apache.directory.api.ldap.model.filter.EqualityNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.FilterParser;
import org.apache.directory.api.ldap.model.filter.LeafNode;

/**
 * An LDAP filter (RFC 4515) with a place for the mail address. What is put there is escaped by the
 * library, so no address means more than itself. Immutable and thread safe.
 */
public final class AddressFilter {
    /** What stands for the address, for its local part, and for its domain. */
    public static final List<String> PLACES = List.of("{address}", "{localpart}", "{domain}");

    private final String template;

    private AddressFilter(String template) {
        this.template = template;
    }

    /**
     * Reads a filter.
     *
     * @param template such as {@code (&(objectClass=person)(otherMailbox={address}))}
     * @return the filter
     * @throws IllegalArgumentException if it is no filter, or has no place for an address, or has
     *     one elsewhere than in a value
     */
    public static AddressFilter parse(String template) {
        if (PLACES.stream().noneMatch(template::contains)) {
            throw new IllegalArgumentException("has none of " + PLACES);
        }
        try {
            // A word that stands nowhere in the template tells where the places are.
            String probe = "p" + Integer.toHexString(template.hashCode()) + "q";
            ExprNode filter = FilterParser.parse(fill(template, probe, probe, probe));
            if (inAttribute(filter, probe)) {
                throw new IllegalArgumentException("a place stands for an attribute");
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException("no filter: " + e.getMessage(), e);
        }
        return new AddressFilter(template);
    }

    private static boolean inAttribute(ExprNode node, String probe) {
        if (node instanceof BranchNode branch) {
            return branch.getChildren().stream().anyMatch(child -> inAttribute(child, probe));
        }
        return node instanceof LeafNode leaf
                && leaf.getAttribute() != null
                && leaf.getAttribute().toLowerCase(Locale.ROOT).contains(probe);
    }

    /**
     * The filter for an address.
     *
     * @param address whose
     * @return a filter, which asks for each spelling of its domain
     */
    String filter(SearchAddress address) {
        List<String> filters =
                address.domains().stream()
                        .map(domain -> filter(address.address().localPart(), domain))
                        .toList();
        return filters.size() == 1
                ? filters.get(0)
                : filters.stream().collect(Collectors.joining("", "(|", ")"));
    }

    private String filter(String localPart, String domain) {
        return fill(
                template, escaped(localPart + "@" + domain), escaped(localPart), escaped(domain));
    }

    /** Not with FilterEncoder, which leaves alone what looks escaped already, such as \\2a. */
    private static String escaped(String value) {
        String node = new EqualityNode<String>("x", value).toString();
        return node.substring("(x=".length(), node.length() - 1);
    }

    /** In one pass: an address that has the form of a place is no place. */
    private static String fill(String template, String address, String local, String domain) {
        StringBuilder filled = new StringBuilder();
        for (int at = 0; at < template.length(); ) {
            String rest = template.substring(at);
            if (rest.startsWith(PLACES.get(0))) {
                filled.append(address);
                at += PLACES.get(0).length();
            } else if (rest.startsWith(PLACES.get(1))) {
                filled.append(local);
                at += PLACES.get(1).length();
            } else if (rest.startsWith(PLACES.get(2))) {
                filled.append(domain);
                at += PLACES.get(2).length();
            } else {
                filled.append(template.charAt(at++));
            }
        }
        return filled.toString();
    }

    /** Two filters that are written alike are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AddressFilter that && template.equals(that.template);
    }

    @Override
    public int hashCode() {
        return template.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return template;
    }
}
