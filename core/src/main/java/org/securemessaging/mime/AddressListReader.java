package org.securemessaging.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.mime.AddressToken.Kind;

/**
 * Reads an address list (RFC 5322 §3.4, RFC 6854) as long as it can mean one thing only.
 *
 * <p>Stricter than the RFC's obsolete grammar: no route, and no space or comment inside an address.
 * More tolerant in one point: a display name may be the address itself without quotes.
 */
final class AddressListReader {
    private static final char NONE = 0;

    private final List<AddressToken> tokens;
    private final List<Mailbox> mailboxes = new ArrayList<>();
    private boolean misleading;

    private AddressListReader(List<AddressToken> tokens) {
        this.tokens = tokens;
    }

    /** The reading, or empty if there is not exactly one. */
    static Optional<Mailboxes> read(String text) {
        return AddressScanner.scan(text)
                .map(AddressListReader::new)
                .flatMap(AddressListReader::list);
    }

    private Optional<Mailboxes> list() {
        char before = ',';
        boolean inGroup = false;
        for (int at = 0; at <= tokens.size(); ) {
            int end = endOfElement(at);
            char stop = end < tokens.size() ? tokens.get(end).text().charAt(0) : NONE;
            List<AddressToken> element = tokens.subList(at, end);
            boolean readable =
                    switch (stop) {
                        case ':' -> !inGroup && before == ',' && groupName(element);
                        case ';' -> inGroup && mailbox(element);
                        // Behind a group there is a comma, or nothing.
                        default -> before == ';' ? onlyComments(element) : mailbox(element);
                    };
            if (!readable) {
                return Optional.empty();
            }
            inGroup = stop == ':' || (inGroup && stop != ';');
            before = stop;
            at = end + 1;
        }
        return inGroup
                ? Optional.empty()
                : Optional.of(new Mailboxes(mailboxes, false, misleading));
    }

    private int endOfElement(int start) {
        int end = start;
        while (end < tokens.size()
                && !tokens.get(end).is(',')
                && !tokens.get(end).is(':')
                && !tokens.get(end).is(';')) {
            end++;
        }
        return end;
    }

    private boolean mailbox(List<AddressToken> element) {
        int open = indexOf(element, '<');
        int close = indexOf(element, '>');
        boolean angled = open < close && close < element.size();
        List<AddressToken> name = withoutComments(element.subList(0, angled ? open : 0));
        List<AddressToken> written =
                angled ? element.subList(open + 1, close) : withoutOuterComments(element);
        if (!angled && written.isEmpty()) {
            return onlyComments(element);
        }
        Optional<Mailbox> mailbox =
                addrSpec(written).filter(m -> isPhrase(name) || repeats(name, m));
        boolean trailing =
                angled && !withoutComments(element.subList(close + 1, element.size())).isEmpty();
        if (mailbox.isEmpty() || trailing) {
            return false;
        }
        misleading |= DisplayName.misleads(shown(element, written), mailbox.get());
        return mailboxes.add(mailbox.get());
    }

    private static int indexOf(List<AddressToken> element, char special) {
        int at = 0;
        while (at < element.size() && !element.get(at).is(special)) {
            at++;
        }
        return at;
    }

    private static List<AddressToken> withoutComments(List<AddressToken> element) {
        return element.stream().filter(token -> token.kind() != Kind.COMMENT).toList();
    }

    private static List<AddressToken> withoutOuterComments(List<AddressToken> element) {
        int from = 0;
        int to = element.size();
        while (from < to && element.get(from).kind() == Kind.COMMENT) {
            from++;
        }
        while (from < to && element.get(to - 1).kind() == Kind.COMMENT) {
            to--;
        }
        return element.subList(from, to);
    }

    private static boolean isPhrase(List<AddressToken> name) {
        return withoutComments(name).stream().allMatch(AddressToken::isWord);
    }

    private boolean groupName(List<AddressToken> name) {
        misleading |= DisplayName.showsAddress(text(name));
        return isPhrase(name) && !withoutComments(name).isEmpty();
    }

    private boolean onlyComments(List<AddressToken> element) {
        misleading |= DisplayName.showsAddress(text(element));
        return withoutComments(element).isEmpty();
    }

    private static boolean repeats(List<AddressToken> name, Mailbox mailbox) {
        return addrSpec(name)
                .filter(written -> written.addrSpec().equalsIgnoreCase(mailbox.addrSpec()))
                .isPresent();
    }

    /** All that a reader sees beside the address. */
    private static String shown(List<AddressToken> element, List<AddressToken> address) {
        int from = address.get(0).start();
        int to = address.get(address.size() - 1).end();
        return text(
                element.stream()
                        .filter(token -> token.end() <= from || token.start() >= to)
                        .toList());
    }

    /** Tokens as they are read, those that touch without a space between them. */
    private static String text(List<AddressToken> tokens) {
        StringBuilder text = new StringBuilder();
        int last = -1;
        for (AddressToken token : tokens) {
            text.append(token.start() == last ? "" : " ").append(token.text());
            last = token.end();
        }
        return text.toString();
    }

    private static Optional<Mailbox> addrSpec(List<AddressToken> written) {
        if (written.size() != 3
                || !written.get(1).is('@')
                || written.get(0).end() != written.get(1).start()
                || written.get(1).end() != written.get(2).start()) {
            return Optional.empty();
        }
        return AddrSpec.of(written.get(0), written.get(2));
    }
}
