package org.securemessaging.pipeline.encryption;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderField;

/**
 * What a notice says of a mail. Its subject is not among it: what was to be encrypted may well
 * stand there.
 *
 * @param refused who does not get it
 * @param othersGotIt whether others got it
 * @param date its Date, if that is one
 * @param messageId its Message-ID, if that is one
 */
public record RefusedMail(
        List<Refusal> refused,
        boolean othersGotIt,
        Optional<String> date,
        Optional<String> messageId) {
    /** RFC 5322 §3.6.4, and nothing in which a sentence could hide. */
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,200}>");

    /** RFC 5322 §3.3 and §4.3, with comments left out. */
    private static final Pattern DATE =
            Pattern.compile(
                    "([A-Za-z]{3}, )?[0-9]{1,2} [A-Za-z]{3} [0-9]{4} [0-9:]{5,8}"
                            + " ([+-][0-9]{4}|[A-Z]{1,3})");

    /** Copies the list. */
    public RefusedMail {
        refused = List.copyOf(refused);
    }

    /**
     * Takes from a header what may be said.
     *
     * @param decision who gets the mail, and who does not
     * @param header the mail's header
     * @return what a notice says
     */
    public static RefusedMail of(EncryptionDecision.Deliver decision, Header header) {
        return new RefusedMail(
                decision.refused(),
                !decision.groups().isEmpty() || !decision.clear().isEmpty(),
                body(header, "Date", DATE),
                body(header, "Message-ID", MESSAGE_ID));
    }

    private static Optional<String> body(Header header, String name, Pattern pattern) {
        return header.first(name)
                .map(HeaderField::body)
                .map(body -> pattern.matcher(body))
                .filter(found -> found.lookingAt() && found.group().length() <= 210)
                .map(found -> found.group());
    }
}
