package org.securemessaging.mime;

import java.util.Optional;
import org.securemessaging.mime.AddressToken.Kind;

/** Judges the two halves of an address (RFC 5322 §3.4.1, RFC 6532 §3.2). */
final class AddrSpec {
    /** What a quoted local part may not hold here, since programs differ about where it ends. */
    private static final String DISPUTED = "@<>,;:()[]\\\"";

    private AddrSpec() {}

    static Optional<Mailbox> of(AddressToken localPart, AddressToken domain) {
        boolean good =
                isLocalPart(localPart)
                        && (isLiteral(domain) || isDomain(domain))
                        && isVisible(localPart.text())
                        && isVisible(domain.text());
        return good ? Optional.of(new Mailbox(localPart.text(), domain.text())) : Optional.empty();
    }

    private static boolean isLocalPart(AddressToken token) {
        String text = token.text();
        // An encoded word is decoded by some programs and not by others (RFC 2047 §5 forbids it).
        return !text.isEmpty()
                && !text.contains("=?")
                && switch (token.kind()) {
                    case ATOM -> true;
                    // Programs differ about what a backslash before a common character means.
                    case QUOTED ->
                            token.end() - token.start() == text.length() + 2
                                    && text.chars().noneMatch(c -> DISPUTED.indexOf(c) >= 0);
                    case COMMENT, LITERAL, SPECIAL -> false;
                };
    }

    private static boolean isDomain(AddressToken token) {
        String text = token.text();
        return token.kind() == Kind.ATOM
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..")
                && text.chars().allMatch(AddrSpec::mayStandInDomain);
    }

    /** Brackets around an IP address or a tagged one (RFC 5321 §4.1.3). */
    private static boolean isLiteral(AddressToken token) {
        String text = token.text();
        return token.kind() == Kind.LITERAL
                && text.substring(1, text.length() - 1)
                        .chars()
                        .allMatch(c -> c < 128 && (mayStandInDomain(c) || c == ':'));
    }

    private static boolean mayStandInDomain(int c) {
        return c >= 128
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }

    /** No character that is not seen, or that turns the direction of writing. */
    private static boolean isVisible(String text) {
        return text.codePoints()
                .noneMatch(
                        c ->
                                switch (Character.getType(c)) {
                                    case Character.CONTROL,
                                            Character.FORMAT,
                                            Character.SURROGATE,
                                            Character.PRIVATE_USE,
                                            Character.UNASSIGNED,
                                            Character.LINE_SEPARATOR,
                                            Character.PARAGRAPH_SEPARATOR ->
                                            true;
                                    case Character.SPACE_SEPARATOR -> c != ' ';
                                    default -> false;
                                });
    }
}
