package org.securemessaging.cms.decrypt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.Mailbox;
import org.securemessaging.mime.Mailboxes;

/**
 * The fields that a mail program hid outside and wrote inside (RFC 9788 §3.2, {@code hp="cipher"}),
 * as far as they can be put back without harm: Subject, Comments and Keywords, and the names of
 * people beside addresses that are the same. A From inside that is another one stays inside (§4.4),
 * and so does every field that servers write or act upon. Stateless.
 */
final class RestoredHeader {
    /** What {@code hcp_baseline} hides (§3.2.1), and Outlook's copy of the subject. */
    private static final Set<String> HIDEABLE =
            Set.of("subject", "comments", "keywords", "thread-topic");

    /** Of which {@code hcp_shy} leaves the addresses outside (§3.2.2). */
    private static final Set<String> PEOPLE = Set.of("from", "sender", "reply-to", "to", "cc");

    private RestoredHeader() {}

    /**
     * The fields to put back.
     *
     * @param outer the message's own header
     * @param inside the entity inside the innermost layer
     * @return fields as they are inside, in their order; none of those that are outside just so
     */
    static List<HeaderField> fields(Header outer, Entity inside) {
        Entity payload =
                inside.contentType().is("multipart/signed")
                                && !inside.parts().isEmpty()
                                && hides(inside.parts().get(0))
                        ? inside.parts().get(0)
                        : inside;
        if (!hides(payload)) {
            return List.of();
        }
        List<HeaderField> restored = new ArrayList<>();
        payload.header().fields().stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .distinct()
                .forEach(name -> restored.addAll(fields(name, outer, payload.header())));
        return restored;
    }

    /** On the content that is signed; or around it, where a server hid what its author had not. */
    private static boolean hides(Entity payload) {
        return payload.contentType().parameter("hp").filter("cipher"::equalsIgnoreCase).isPresent();
    }

    private static List<HeaderField> fields(String name, Header outer, Header inner) {
        if (!HIDEABLE.contains(name) && !PEOPLE.contains(name)) {
            return List.of();
        }
        List<HeaderField> inside = inner.all(name);
        List<HeaderField> outside = outer.all(name);
        boolean safe = inside.stream().noneMatch(HeaderField::hasStrayControls);
        boolean same = texts(inside).equals(texts(outside));
        return safe && !same && (HIDEABLE.contains(name) || sameAddresses(inside, outside))
                ? inside
                : List.of();
    }

    private static List<String> texts(List<HeaderField> fields) {
        return fields.stream().map(field -> field.body().strip()).toList();
    }

    private static boolean sameAddresses(List<HeaderField> inside, List<HeaderField> outside) {
        return inside.size() == 1
                && outside.size() == 1
                && Stream.of(inside, outside)
                        .map(fields -> Mailboxes.of(fields.get(0)))
                        .noneMatch(boxes -> boxes.malformed() || boxes.misleading())
                && addresses(inside.get(0)).equals(addresses(outside.get(0)))
                && !addresses(inside.get(0)).isEmpty();
    }

    private static List<String> addresses(HeaderField field) {
        return Mailboxes.of(field).mailboxes().stream()
                .map(Mailbox::addrSpec)
                .map(address -> MailAddress.parse(address).map(Object::toString).orElse(address))
                .toList();
    }
}
