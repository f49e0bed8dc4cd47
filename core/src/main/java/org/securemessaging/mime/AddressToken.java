package org.securemessaging.mime;

/**
 * A lexical token of an address list (RFC 5322 §3.2), with where it stands, so that it is known
 * whether two tokens touch.
 *
 * @param kind what it is
 * @param text its content: of quoted strings and comments without the marks around them
 * @param start where it starts in the text
 * @param end where it ends
 */
record AddressToken(Kind kind, String text, int start, int end) {
    /** What a token is. */
    enum Kind {
        /** Letters, digits and the marks that an atom may have, dots among them. */
        ATOM,
        /** In double quotes. */
        QUOTED,
        /** In parentheses. */
        COMMENT,
        /** In brackets; the text keeps them. */
        LITERAL,
        /** One of {@code < > @ , ; :}. */
        SPECIAL
    }

    /** Whether it is a given special. */
    boolean is(char special) {
        return kind == Kind.SPECIAL && text.charAt(0) == special;
    }

    /** Whether it may stand in a display name. */
    boolean isWord() {
        return kind == Kind.ATOM || kind == Kind.QUOTED || kind == Kind.LITERAL;
    }

    /** RFC 5322's atext, RFC 6532's additions to it, and the dot. */
    static boolean isAtomText(int c) {
        return c >= 128
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-/=?^_`{|}~.".indexOf(c) >= 0;
    }
}
