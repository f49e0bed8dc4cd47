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

    /** Those whom this server encrypted the mail for, a list of strings. */
    static final AttributeName ENCRYPTED = AttributeName.of(PREFIX + "encrypted");

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
        list(mail, CLEARED, recipients);
    }

    /** Notes that a mail was encrypted for some, so that it is not encrypted again. */
    static void encrypted(Mail mail, Collection<MailAddress> recipients) {
        list(mail, ENCRYPTED, recipients);
    }

    private static void list(Mail mail, AttributeName name, Collection<MailAddress> recipients) {
        List<AttributeValue<?>> names =
                recipients.stream()
                        .<AttributeValue<?>>map(each -> AttributeValue.of(each.asString()))
                        .toList();
        mail.setAttribute(new Attribute(name, AttributeValue.of(names)));
    }

    /** Whether it was decided of all of a mail's recipients that they get it as it is now. */
    static boolean settled(Mail mail) {
        return holdsAll(mail, CLEARED) || holdsAll(mail, ENCRYPTED);
    }

    private static boolean holdsAll(Mail mail, AttributeName list) {
        Set<Object> names = new HashSet<>();
        mail.getAttribute(list)
                .map(attribute -> attribute.getValue().value())
                .filter(Collection.class::isInstance)
                .map(all -> (Collection<?>) all)
                .ifPresent(all -> all.forEach(each -> add(names, each)));
        return mail.getRecipients().stream().map(MailAddress::asString).allMatch(names::contains);
    }

    private static void add(Set<Object> names, Object element) {
        if (element instanceof AttributeValue<?> value) {
            names.add(value.value());
        }
    }
}
