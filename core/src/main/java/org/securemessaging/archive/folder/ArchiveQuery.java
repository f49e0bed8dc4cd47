package org.securemessaging.archive.folder;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.securemessaging.archive.journal.JournalText;

/**
 * Which records are looked for. Everything that is given must hold.
 *
 * @param address an address, or a part of one, of the sender or a recipient, in any case
 * @param messageId a Message-ID, with or without angle brackets
 * @param subject a part of the subject, in any case
 * @param since filed at or after this time
 * @param until filed before this time
 */
public record ArchiveQuery(
        Optional<String> address,
        Optional<String> messageId,
        Optional<String> subject,
        Optional<Instant> since,
        Optional<Instant> until) {
    boolean matches(Instant filed) {
        return since.filter(filed::isBefore).isEmpty()
                && until.filter(end -> !filed.isBefore(end)).isEmpty();
    }

    /** Whether the text must be read to tell. */
    boolean asksForText() {
        return address.isPresent() || messageId.isPresent() || subject.isPresent();
    }

    boolean matches(JournalText text) {
        return address.map(part -> names(text, folded(part))).orElse(true)
                && messageId.map(id -> bare(id).equals(bare(text.messageId()))).orElse(true)
                && subject.map(part -> folded(text.subject()).contains(folded(part))).orElse(true);
    }

    private static boolean names(JournalText text, String part) {
        return folded(text.sender()).contains(part)
                || text.onBehalfOf().filter(each -> folded(each).contains(part)).isPresent()
                || text.recipients().stream()
                        .anyMatch(
                                recipient ->
                                        folded(recipient.address()).contains(part)
                                                || recipient
                                                        .source()
                                                        .filter(
                                                                source ->
                                                                        folded(source.address())
                                                                                .contains(part))
                                                        .isPresent());
    }

    private static String bare(String id) {
        String stripped = id.strip();
        return stripped.startsWith("<") && stripped.endsWith(">")
                ? stripped.substring(1, stripped.length() - 1)
                : stripped;
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
