package org.securemessaging.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the text of an address field into tokens (RFC 5322 §3.2). Linear in its length. */
final class AddressScanner {
    private static final String SPECIALS = "<>@,;:";

    private final String text;
    private final List<AddressToken> tokens = new ArrayList<>();
    private int at;

    private AddressScanner(String text) {
        this.text = text;
    }

    /**
     * The tokens, or empty if a quote, comment or bracket is left open, or a character is stray.
     */
    static Optional<List<AddressToken>> scan(String text) {
        AddressScanner scanner = new AddressScanner(text);
        while (scanner.at < text.length()) {
            if (!scanner.token()) {
                return Optional.empty();
            }
        }
        return Optional.of(scanner.tokens);
    }

    private boolean token() {
        char c = text.charAt(at);
        if (c == ' ' || c == '\t') {
            at++;
            return true;
        }
        if (SPECIALS.indexOf(c) >= 0) {
            return add(AddressToken.Kind.SPECIAL, String.valueOf(c), at + 1);
        }
        return switch (c) {
            case '"' -> quoted();
            case '(' -> comment();
            case '[' -> literal();
            default -> atom();
        };
    }

    private boolean atom() {
        int end = at;
        while (end < text.length() && AddressToken.isAtomText(text.charAt(end))) {
            end++;
        }
        return end > at && add(AddressToken.Kind.ATOM, text.substring(at, end), end);
    }

    private boolean quoted() {
        StringBuilder content = new StringBuilder();
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 1 : 0;
            if (end < text.length()) {
                content.append(text.charAt(end++));
            }
        }
        return end < text.length() && add(AddressToken.Kind.QUOTED, content.toString(), end + 1);
    }

    private boolean comment() {
        int depth = 1;
        int end = at + 1;
        while (end < text.length() && depth > 0) {
            switch (text.charAt(end)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case '\\' -> end++;
                default -> {}
            }
            end++;
        }
        return depth == 0
                && end <= text.length()
                && add(AddressToken.Kind.COMMENT, text.substring(at + 1, end - 1), end);
    }

    private boolean literal() {
        int end = at + 1;
        while (end < text.length() && "[]\\<>@,;\"()".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end < text.length()
                && text.charAt(end) == ']'
                && add(AddressToken.Kind.LITERAL, text.substring(at, end + 1), end + 1);
    }

    private boolean add(AddressToken.Kind kind, String content, int end) {
        tokens.add(new AddressToken(kind, content, at, end));
        at = end;
        return true;
    }
}
