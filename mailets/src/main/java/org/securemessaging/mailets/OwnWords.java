package org.securemessaging.mailets;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.pipeline.DefaultDomain;
import org.securemessaging.pipeline.configuration.StampSettings;
import org.securemessaging.pipeline.message.SubjectTags;
import org.securemessaging.pipeline.message.SubjectText;

/**
 * What only this server may say in a header: its name in Authentication-Results, its X- fields, its
 * subject tags. Immutable and thread safe.
 */
final class OwnWords {
    static final String AUTHENTICATION_RESULTS = "Authentication-Results";
    static final String SUBJECT = "Subject";

    private static final String RESULTS = AUTHENTICATION_RESULTS.toLowerCase(Locale.ROOT);

    private final Set<AuthservId> ids;
    private final Set<String> fields;
    private final SubjectTags tags;

    private OwnWords(Set<AuthservId> ids, Set<String> fields, SubjectTags tags) {
        this.ids = ids;
        this.fields = fields;
        this.tags = tags;
    }

    /**
     * The words that the configuration has, and others.
     *
     * @param settings the configuration's
     * @param domain the name that holds if the configuration has none
     * @param otherIds further names of this server
     * @param otherFields further X- fields
     * @return the words
     */
    static OwnWords of(
            StampSettings settings,
            DefaultDomain domain,
            Collection<String> otherIds,
            Collection<String> otherFields) {
        Set<String> ids = new LinkedHashSet<>(otherIds);
        ids.addAll(settings.formerIds());
        ids.add(settings.authservId().orElseGet(domain::name));
        return new OwnWords(
                ids.stream().map(AuthservId::of).collect(Collectors.toUnmodifiableSet()),
                Stream.concat(
                                otherFields.stream(),
                                Stream.of(settings.header(), SMIMEDecrypt.FIELD))
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()),
                new SubjectTags(settings.tags()));
    }

    /**
     * Whether a field could be mistaken for one of ours, in any program. A Subject is not among
     * them, unless it hides in another field.
     */
    boolean forged(HeaderField field) {
        List<SeenField> seen = SeenField.in(field);
        if (seen.stream().anyMatch(this::forged)) {
            return true;
        }
        return !isSubject(seen.get(0))
                && seen.stream().anyMatch(hidden -> isSubject(hidden) && tagged(hidden));
    }

    /**
     * Whether a field is a stamp of ours on signatures, or could be mistaken for one; a stamp of
     * ours on something else, such as DKIM, is not.
     */
    boolean stamp(HeaderField field) {
        return SeenField.in(field).stream()
                .filter(this::forged)
                // That of SMIMEDecrypt is on something else, and stands below.
                .filter(seen -> !seen.name().equalsIgnoreCase(SMIMEDecrypt.FIELD))
                .anyMatch(seen -> !seen.name().equals(RESULTS) || !onOtherMatters(seen.body()));
    }

    /** Whether a field is a Subject, in any program. */
    boolean subject(HeaderField field) {
        return isSubject(SeenField.in(field).get(0));
    }

    /**
     * The decoded text of a Subject without our tags.
     *
     * @return empty if there is none of them in it
     */
    Optional<String> untagged(HeaderField subject) {
        return tags.strip(SubjectText.decode(subject.body()));
    }

    private boolean forged(SeenField seen) {
        if (seen.name().equals(RESULTS)) {
            return AuthservId.read(seen.body()).map(ids::contains).orElse(true);
        }
        return fields.contains(seen.name());
    }

    private boolean tagged(SeenField subject) {
        return tags.strip(SubjectText.decode(subject.body())).isPresent();
    }

    private static boolean isSubject(SeenField seen) {
        return seen.name().equalsIgnoreCase(SUBJECT);
    }

    /** A field that can't be read may be on anything. */
    private static boolean onOtherMatters(String body) {
        return AuthservId.read(body).isPresent()
                && !body.toLowerCase(Locale.ROOT).contains("smime");
    }
}
