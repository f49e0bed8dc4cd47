package org.securemessaging.pipeline.message;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds tags in a decoded subject, however they are spaced, capitalised, widened or made of
 * compatibility characters, and also where taking one out would make another. Immutable and thread
 * safe.
 */
public final class SubjectTags {
    private final List<String> tags;

    /**
     * Looks for some tags.
     *
     * @param tags the tags; one without a visible character is passed over
     */
    public SubjectTags(Collection<String> tags) {
        this.tags = tags.stream().map(SubjectTags::plain).filter(t -> !t.isEmpty()).toList();
    }

    /**
     * Takes all tags out.
     *
     * @param subject a decoded subject
     * @return what is left, or empty if there was no tag
     */
    public Optional<String> strip(String subject) {
        Stripping stripping = new Stripping();
        subject.codePoints().forEach(stripping::take);
        return stripping.found ? Optional.of(stripping.kept.toString().strip()) : Optional.empty();
    }

    /** As a tag is compared: compatibility characters resolved, case folded, blanks left out. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .filter(SubjectTags::isVisible)
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    /** Goes over the subject once; a tag that is complete goes, and what stood before it counts. */
    private final class Stripping {
        private final StringBuilder kept = new StringBuilder();
        private final StringBuilder compared = new StringBuilder();
        // Where in what is kept each compared character starts.
        private int[] starts = new int[64];
        private boolean found;

        void take(int c) {
            int start = kept.length();
            kept.appendCodePoint(c);
            for (char plain : plain(Character.toString(c)).toCharArray()) {
                remember(start);
                compared.append(plain);
                tags.stream().filter(this::complete).findFirst().ifPresent(this::drop);
            }
        }

        private boolean complete(String tag) {
            int from = compared.length() - tag.length();
            return from >= 0 && compared.indexOf(tag, from) == from;
        }

        private void drop(String tag) {
            found = true;
            compared.setLength(compared.length() - tag.length());
            kept.setLength(starts[compared.length()]);
        }

        private void remember(int start) {
            if (compared.length() == starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            starts[compared.length()] = start;
        }
    }
}
