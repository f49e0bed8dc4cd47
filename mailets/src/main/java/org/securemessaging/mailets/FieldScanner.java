package org.securemessaging.mailets;

import java.util.Optional;

/**
 * Reads the start of a structured field's body: comments, tokens and quoted strings (RFC 5322
 * §3.2.2, RFC 2045 §5.1). Every character is read once. Not thread safe.
 */
final class FieldScanner {
    // RFC 2045 §5.1: what ends a token, besides white space and controls.
    private static final String SPECIALS = "()<>@,;:\\\"/[]?=";

    private final String body;
    private int at;

    FieldScanner(String body) {
        this.body = body;
    }

    /** Passes white space and comments; false if a comment does not end, or controls stand here. */
    boolean skipped() {
        int depth = 0;
        while (at < body.length()) {
            char c = body.charAt(at);
            if (isControl(c)) {
                return false;
            }
            if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (c == '\\' && depth > 0) {
                at++;
            } else if (depth == 0 && c != ' ' && c != '\t') {
                return true;
            }
            at++;
        }
        return depth == 0;
    }

    /** A token or quoted string; empty if there is none. */
    Optional<String> value() {
        return at < body.length() && body.charAt(at) == '"' ? quoted() : token();
    }

    /** Passes a version. */
    void digits() {
        while (at < body.length() && body.charAt(at) >= '0' && body.charAt(at) <= '9') {
            at++;
        }
    }

    /** Whether the body ends here, or a mark stands here. */
    boolean atEndOf(char mark) {
        return at >= body.length() || body.charAt(at) == mark;
    }

    private Optional<String> token() {
        int start = at;
        while (at < body.length() && isTokenCharacter(body.charAt(at))) {
            at++;
        }
        return at > start ? Optional.of(body.substring(start, at)) : Optional.empty();
    }

    private Optional<String> quoted() {
        StringBuilder text = new StringBuilder();
        for (at++; at < body.length(); at++) {
            char c = body.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(text.toString());
            }
            if (c == '\\' && at + 1 < body.length()) {
                at++;
            }
            if (isControl(body.charAt(at))) {
                return Optional.empty();
            }
            text.append(body.charAt(at));
        }
        return Optional.empty();
    }

    private static boolean isTokenCharacter(char c) {
        return c > ' ' && !isControl(c) && SPECIALS.indexOf(c) < 0;
    }

    private static boolean isControl(char c) {
        return c != '\t' && Character.isISOControl(c);
    }
}
