package org.securemessaging.mailets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.securemessaging.mime.HeaderField;

/**
 * A field as some program may see it. JavaMail, and so James, ends a line at a lone CR too and
 * passes over controls around a name, so that a field of ours may hide inside another one.
 * Immutable and thread safe.
 *
 * @param name the name's letters, digits and hyphens, in lower case; empty if there is no colon
 * @param body what stands behind the colon, unfolded
 */
record SeenField(String name, String body) {
    private static final Pattern LINES = Pattern.compile("\\r\\n|[\\r\\n\\x00]");

    /**
     * What one field may be taken for.
     *
     * @param field a field as it arrived
     * @return the field itself, and those that hide in it
     */
    static List<SeenField> in(HeaderField field) {
        List<SeenField> seen = new ArrayList<>();
        seen.add(of(new String(field.raw(), StandardCharsets.ISO_8859_1), field.body()));
        if (field.hasStrayControls() || !field.wellFormed()) {
            hidden(new String(field.raw(), StandardCharsets.UTF_8), seen);
        }
        return seen;
    }

    private static void hidden(String raw, List<SeenField> seen) {
        StringBuilder unfolded = new StringBuilder();
        for (String line : LINES.split(raw, -1)) {
            if (!line.startsWith(" ") && !line.startsWith("\t")) {
                add(unfolded, seen);
                unfolded.setLength(0);
            }
            unfolded.append(line);
        }
        add(unfolded, seen);
    }

    private static void add(StringBuilder line, List<SeenField> seen) {
        String text = line.toString();
        seen.add(of(text, text.substring(text.indexOf(':') + 1).strip()));
    }

    private static SeenField of(String raw, String body) {
        StringBuilder name = new StringBuilder();
        raw.substring(0, Math.max(0, raw.indexOf(':')))
                .chars()
                .filter(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '-'))
                .forEach(c -> name.append((char) c));
        return new SeenField(name.toString().toLowerCase(Locale.ROOT), body);
    }
}
