package org.securemessaging.admin.report;

/**
 * Makes what a stranger wrote harmless on a terminal: control characters could move the cursor and
 * overwrite a verdict, direction marks could turn an address around.
 */
public final class PlainText {
    private PlainText() {}

    /**
     * The text with what can't be printed written as its code point.
     *
     * @param text any
     * @return printable text
     */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(plain, c));
        return plain.toString();
    }

    private static void append(StringBuilder plain, int c) {
        if (isPrintable(c)) {
            plain.appendCodePoint(c);
        } else {
            plain.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
