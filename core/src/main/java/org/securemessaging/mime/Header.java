package org.securemessaging.mime;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The header of an entity: its fields in the order of arrival (RFC 5322 §2.2).
 *
 * <p>Immutable and thread safe.
 */
public final class Header {
    private final List<HeaderField> fields;

    private Header(List<HeaderField> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * Takes fields apart at known places.
     *
     * @param block the header's octets, shared from now on
     * @param starts where each field starts; the last field ends at {@code end}
     * @param end where the blank line, or the body, starts
     */
    static Header of(byte[] block, List<Integer> starts, int end) {
        List<HeaderField> fields = new ArrayList<>(starts.size());
        for (int i = 0; i < starts.size() && starts.get(i) < end; i++) {
            int next = i + 1 < starts.size() ? Math.min(end, starts.get(i + 1)) : end;
            fields.add(HeaderField.within(block, starts.get(i), next));
        }
        return new Header(fields);
    }

    /** The fields in the first octets of this header; a field that is cut keeps its start. */
    Header cutTo(long length) {
        List<HeaderField> kept = new ArrayList<>(fields.size());
        long left = length;
        for (HeaderField field : fields) {
            if (left > 0) {
                kept.add(field.cutTo(left));
            }
            left -= field.length();
        }
        return left >= 0 ? this : new Header(kept);
    }

    /** What makes programs read other fields from these octets. */
    EnumSet<Defect> defects() {
        EnumSet<Defect> defects = EnumSet.noneOf(Defect.class);
        boolean top = true;
        for (HeaderField field : fields) {
            if (!field.wellFormed()) {
                defects.add(
                        top && field.isMboxLine() ? Defect.MBOX_LINE : Defect.LINE_WITHOUT_FIELD);
            }
            if (field.hasStrayControls()) {
                defects.add(Defect.STRAY_CONTROL);
            }
            top = false;
        }
        return defects;
    }

    /**
     * All fields, and the lines that are none.
     *
     * @return an immutable list, topmost first
     */
    public List<HeaderField> fields() {
        return fields;
    }

    /**
     * The fields of a name.
     *
     * @param name a name in any case
     * @return an immutable list, topmost first
     */
    public List<HeaderField> all(String name) {
        return fields.stream().filter(field -> field.isNamed(name)).toList();
    }

    /**
     * The topmost field of a name, which is the one that mail programs heed if there are several.
     *
     * @param name a name in any case
     * @return the field, or empty if there is none
     */
    public Optional<HeaderField> first(String name) {
        return fields.stream().filter(field -> field.isNamed(name)).findFirst();
    }
}
