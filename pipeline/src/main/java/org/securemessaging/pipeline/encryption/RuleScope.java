package org.securemessaging.pipeline.encryption;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.MailAddress;

/**
 * Whose mail a rule is for.
 *
 * @param side whether it is for what they send, or for what they get
 * @param name an address or a domain in the form in which they are compared, or {@code *.} and a
 *     domain, for all below it
 */
public record RuleScope(Side side, String name) {
    /** A mail's two ends. */
    public enum Side {
        /** What somebody sends. */
        SENDER,
        /** What somebody gets. */
        RECIPIENT
    }

    private static final String BELOW = "*.";

    /**
     * Reads a scope.
     *
     * @param side which end
     * @param text an address, a domain, or {@code *.} and a domain
     * @return the scope, or empty if the text is none of them
     */
    public static Optional<RuleScope> parse(Side side, String text) {
        boolean below = text.startsWith(BELOW);
        String bare = below ? text.substring(BELOW.length()) : text;
        if (below && bare.contains("@")) {
            return Optional.empty();
        }
        Optional<MailAddress> address =
                MailAddress.parse(bare.contains("@") ? bare : "somebody@" + bare);
        return address.filter(each -> isDomain(each.domain()))
                .map(each -> bare.contains("@") ? written(each) : each.domain())
                .map(name -> new RuleScope(side, below ? BELOW + name : name));
    }

    /** The scopes that an address falls under, the narrowest first. */
    static List<RuleScope> of(Side side, MailAddress address) {
        List<RuleScope> scopes = new ArrayList<>();
        scopes.add(new RuleScope(side, written(address)));
        scopes.add(new RuleScope(side, address.domain()));
        for (int dot = address.domain().indexOf('.');
                dot >= 0;
                dot = address.domain().indexOf('.', dot + 1)) {
            scopes.add(new RuleScope(side, BELOW + address.domain().substring(dot + 1)));
        }
        return scopes;
    }

    private static String written(MailAddress address) {
        return address.localPart() + "@" + address.domain();
    }

    private static boolean isDomain(String domain) {
        return domain.codePoints()
                .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '.' || c > 0x7F);
    }
}
