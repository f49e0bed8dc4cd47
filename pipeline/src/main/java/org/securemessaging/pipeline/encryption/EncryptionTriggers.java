package org.securemessaging.pipeline.encryption;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderEdit;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.pipeline.message.FieldBody;
import org.securemessaging.pipeline.message.SubjectTags;
import org.securemessaging.pipeline.message.SubjectText;

/**
 * How a sender asks for encryption within a message. A tag in the subject counts however it is
 * spaced, capitalised or encoded: who means to ask should be heard. Immutable and thread safe.
 */
public final class EncryptionTriggers {
    private static final String SUBJECT = "Subject";

    private final SubjectTags tags;
    private final List<HeaderTrigger> fields;

    /**
     * The triggers.
     *
     * @param tags texts in the subject, such as {@code [encrypt]}
     * @param fields header fields
     */
    public EncryptionTriggers(Collection<String> tags, Collection<HeaderTrigger> fields) {
        this.tags = new SubjectTags(tags);
        this.fields = List.copyOf(fields);
    }

    /**
     * Whether a message asks for encryption.
     *
     * @param header its header
     * @return true if so
     */
    public boolean fire(Header header) {
        return header.fields().stream().anyMatch(this::fires);
    }

    /**
     * Whether a field asks for it.
     *
     * @param field any field
     * @return true if so
     */
    public boolean fires(HeaderField field) {
        return fields.stream().anyMatch(each -> each.fires(field)) || untagged(field).isPresent();
    }

    /**
     * Takes the tags out of subjects, and the fields that say nothing else out of the header.
     * Sensitivity stays: mail programs show it.
     *
     * @return the edit
     */
    public HeaderEdit removal() {
        return HeaderEdit.none()
                .remove(
                        field ->
                                !field.isNamed("Sensitivity")
                                        && fields.stream().anyMatch(each -> each.fires(field)))
                .replace(SUBJECT, this::untaggedBody);
    }

    private Optional<String> untaggedBody(HeaderField field) {
        return untagged(field)
                .map(text -> text.replaceAll(" {2,}", " ")) // where the tag stood in the middle
                .map(text -> FieldBody.fold(SUBJECT, SubjectText.encode(text)));
    }

    private Optional<String> untagged(HeaderField field) {
        return field.isNamed(SUBJECT)
                ? tags.strip(SubjectText.decode(field.body()))
                : Optional.empty();
    }
}
