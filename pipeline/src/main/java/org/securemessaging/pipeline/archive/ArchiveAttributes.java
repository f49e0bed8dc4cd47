package org.securemessaging.pipeline.archive;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.pipeline.message.WaitingMarks;

/**
 * What a mail carries along about its archiving, in its attributes, which James's queues and
 * repositories keep. Thread safe.
 */
public final class ArchiveAttributes {
    /** The key of the mail's journal report, a string; there once every target has it. */
    public static final AttributeName KEY = name("key");

    /** The key of the record that is being filed, a string. */
    public static final AttributeName PENDING = name("pending");

    /** The targets that have the pending record, a list of strings. */
    public static final AttributeName FILED = name("filed");

    /** Since when the mail waits, when it is tried again, and how often it was tried. */
    public static final WaitingMarks WAITING = new WaitingMarks("org.securemessaging.archive.");

    private ArchiveAttributes() {}

    /**
     * The key of the mail's journal report.
     *
     * @param mail the mail
     * @return the key, or empty if the mail was not archived
     */
    public static Optional<RecordKey> key(Mail mail) {
        return text(mail, KEY).filter(RecordKey::isKey).map(RecordKey::new);
    }

    /**
     * The targets that have a record already.
     *
     * @param mail the mail
     * @param key the record's key
     * @return their names; none if the mail carries another record's
     */
    public static Set<String> filed(Mail mail, RecordKey key) {
        Set<String> filed = new HashSet<>();
        if (text(mail, PENDING).filter(key.hex()::equals).isPresent()) {
            mail.getAttribute(FILED)
                    .map(attribute -> attribute.getValue().value())
                    .filter(Collection.class::isInstance)
                    .map(list -> (Collection<?>) list)
                    .ifPresent(list -> list.forEach(each -> add(filed, each)));
        }
        return filed;
    }

    /**
     * Notes that every target has a mail's report, so that what is told later can name it.
     *
     * @param mail the mail
     * @param key the report's key
     */
    public static void archived(Mail mail, RecordKey key) {
        set(mail, KEY, AttributeValue.of(key.hex()));
    }

    /**
     * Notes which targets have a record that others are still to get.
     *
     * @param mail the mail
     * @param key the key of the mail's report
     * @param filed the targets that have it
     */
    public static void pending(Mail mail, RecordKey key, Set<String> filed) {
        set(mail, PENDING, AttributeValue.of(key.hex()));
        set(
                mail,
                FILED,
                AttributeValue.of(
                        filed.stream().<AttributeValue<?>>map(AttributeValue::of).toList()));
    }

    /**
     * Notes that a mail does not wait any more.
     *
     * @param mail the mail
     */
    public static void over(Mail mail) {
        mail.removeAttribute(PENDING);
        mail.removeAttribute(FILED);
        WAITING.over(mail);
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return value(mail, name, String.class);
    }

    private static <T> Optional<T> value(Mail mail, AttributeName name, Class<T> type) {
        return mail.getAttribute(name)
                .map(attribute -> attribute.getValue().value())
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static void add(Set<String> filed, Object element) {
        if (element instanceof AttributeValue<?> value && value.value() instanceof String text) {
            filed.add(text);
        }
    }

    private static void set(Mail mail, AttributeName name, AttributeValue<?> value) {
        mail.setAttribute(new Attribute(name, value));
    }

    private static AttributeName name(String name) {
        return AttributeName.of("org.securemessaging.archive." + name);
    }
}
