package org.securemessaging.pipeline.message;

/** Folds the bodies of fields that we write (RFC 5322 §2.2.3). Stateless. */
public final class FieldBody {
    /** RFC 5322 §2.1.1: what a line should have at most. */
    private static final int LINE = 78;

    private FieldBody() {}

    /**
     * Folds before single spaces, where the line would be too long; a longer word stays whole.
     *
     * @param name the field's name, which takes its room on the first line
     * @param body one line without controls
     * @return lines with CRLF between them
     */
    public static String fold(String name, String body) {
        StringBuilder folded = new StringBuilder();
        int line = name.length() + 1;
        // A line of blanks alone would be a mistake, so blanks stay with the word before them.
        for (String word : body.split(" (?! )", -1)) {
            boolean first = folded.isEmpty();
            if (!first && line + 1 + word.length() > LINE && !word.isBlank()) {
                folded.append("\r\n");
                line = 0;
            }
            folded.append(first ? "" : " ").append(word);
            line += 1 + word.length();
        }
        return folded.toString();
    }
}
