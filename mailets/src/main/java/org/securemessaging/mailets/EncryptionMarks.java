package org.securemessaging.mailets;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.securemessaging.pipeline.message.WaitingMarks;

/** What a mail carries along about its encryption, in its attributes. Stateless. */
final class EncryptionMarks {
    private static final String PREFIX = "org.securemessaging.encryption.";

    /** Set to true by whoever asks for encryption, such as SetMailAttribute behind a matcher. */
    static final AttributeName REQUESTED = AttributeName.of(PREFIX + "requested");

    /** Those who get the mail in clear by decision, a list of strings. */
    static final AttributeName CLEARED = AttributeName.of(PREFIX + "cleared");

    /** Since when the mail waits, when it is tried again, and how often it was tried. */
    static final WaitingMarks WAITING = new WaitingMarks(PREFIX);

    private EncryptionMarks() {}

    static boolean requested(Mail mail) {
        return mail.getAttribute(REQUESTED)
                .map(attribute -> attribute.getValue().value().toString())
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    /** Notes that a mail may go to some in clear, so that it is not decided on again. */
    static void clear(Mail mail, Collection<MailAddress> recipients) {
        List<AttributeValue<?>> names =
                recipients.stream()
                        .<AttributeValue<?>>map(each -> AttributeValue.of(each.asString()))
                        .toList();
        mail.setAttribute(new Attribute(CLEARED, AttributeValue.of(names)));
    }

    /** Whether it was decided that all of a mail's recipients get it in clear. */
    static boolean cleared(Mail mail) {
        Set<Object> names = new HashSet<>();
        mail.getAttribute(CLEARED)
                .map(attribute -> attribute.getValue().value())
                .filter(Collection.class::isInstance)
                .map(list -> (Collection<?>) list)
                .ifPresent(list -> list.forEach(each -> add(names, each)));
        return mail.getRecipients().stream().map(MailAddress::asString).allMatch(names::contains);
    }

    private static void add(Set<Object> names, Object element) {
        if (element instanceof AttributeValue<?> value) {
            names.add(value.value());
        }
    }
}
