package org.securemessaging.mailets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.securemessaging.mime.HeaderEdit;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.Octets;
import org.securemessaging.pipeline.message.FieldBody;
import org.securemessaging.pipeline.message.SubjectText;

/**
 * What is to be done with one header: fields that go, Subjects that are written anew where they
 * stand, fields put on top. No other field is touched. Not thread safe.
 */
final class HeaderPlan {
    private final Octets header;
    private final OwnWords words;
    private final List<HeaderField> subjects = new ArrayList<>();
    private final Predicate<HeaderField> removed;
    // What is put before every Subject; empty if tags are only taken out.
    private String tags = "";
    private boolean retitles;
    private boolean removes;
    private final List<String[]> added = new ArrayList<>();

    /**
     * Plans.
     *
     * @param header the header with its blank line
     * @param words what only we may say
     * @param removed the fields that go
     */
    HeaderPlan(Octets header, OwnWords words, Predicate<HeaderField> removed) {
        this.header = header;
        this.words = words;
        this.removed = removed;
        HeaderEdit.forEachField(header, this::look);
    }

    private void look(HeaderField field) {
        if (removed.test(field)) {
            removes = true;
        } else if (words.subject(field)) {
            subjects.add(field);
        }
    }

    /** Puts a field on top, above those put there before. */
    void add(String name, String body) {
        added.add(0, new String[] {name, FieldBody.fold(name, body)});
    }

    /** Takes our tags out of every Subject, if one has any. */
    void untagSubjects() {
        if (subjects.stream().anyMatch(subject -> words.untagged(subject).isPresent())) {
            retitles = true;
        }
    }

    /** Puts a tag before every Subject, in place of those that are there. */
    void tagSubjects(String tag) {
        String written = SubjectText.isPlain(tag) ? tag + " " : SubjectText.encode(tag + " ") + " ";
        if (subjects.isEmpty()) {
            add(OwnWords.SUBJECT, written.strip());
        }
        retitles = !subjects.isEmpty();
        tags = written;
    }

    /** The edit, or empty if there is nothing to do. */
    Optional<HeaderEdit> edit() {
        if (!removes && !retitles && added.isEmpty()) {
            return Optional.empty();
        }
        HeaderEdit edit = HeaderEdit.none().remove(removed);
        if (retitles) {
            edit = edit.replace(OwnWords.SUBJECT, this::retitled);
        }
        if (startsFolded() && !added.isEmpty()) {
            edit = edit.prepend("Comments", "the header began with the line below");
        }
        for (int i = added.size() - 1; i >= 0; i--) {
            edit = edit.prepend(added.get(i)[0], added.get(i)[1]);
        }
        return Optional.of(edit);
    }

    private Optional<String> retitled(HeaderField field) {
        boolean stays = tags.isEmpty() && words.untagged(field).isEmpty();
        return words.subject(field) && !stays
                ? Optional.of(FieldBody.fold(OwnWords.SUBJECT, (tags + written(field)).strip()))
                : Optional.empty();
    }

    private String written(HeaderField subject) {
        Optional<String> untagged = words.untagged(subject);
        String body = subject.body();
        if (untagged.isEmpty() && body.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            return body; // Encoded words stay as somebody wrote them.
        }
        return SubjectText.encode(untagged.orElseGet(() -> SubjectText.decode(body)));
    }

    /** A folded line at the very top would become a part of the field that we put above it. */
    private boolean startsFolded() {
        byte[] start = header.slice(0, Math.min(2, header.length())).toByteArray(2);
        return start.length > 0
                && (start[0] == ' '
                        || start[0] == '\t'
                        || (start[0] == '\r' && (start.length < 2 || start[1] != '\n')));
    }
}
