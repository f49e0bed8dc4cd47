package org.securemessaging.mime;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** A header as it stands in the message, and the fields of it that say how to read the body. */
final class HeaderBlock {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String TRANSFER_ENCODING = "Content-Transfer-Encoding";

    private final long start;
    private final long bodyStart;
    private final boolean endedByBlankLine;
    private final Header header;
    private final Optional<ContentType> contentType;
    private final TransferEncoding transferEncoding;

    private HeaderBlock(long start, long bodyStart, boolean endedByBlankLine, Header header) {
        this.start = start;
        this.bodyStart = bodyStart;
        this.endedByBlankLine = endedByBlankLine;
        this.header = header;
        this.contentType = header.first(CONTENT_TYPE).map(field -> ContentType.parse(field.body()));
        this.transferEncoding =
                header.first(TRANSFER_ENCODING)
                        .map(field -> TransferEncoding.parse(field.body()))
                        .orElse(TransferEncoding.SEVEN_BIT);
    }

    /** Reads a header, at the cost of the budget. */
    static HeaderBlock read(Window window, long start, LongPredicate stop, MimeBudget budget) {
        HeaderScanner scanner =
                new HeaderScanner(window, start, stop, budget.limits().fieldBytes());
        List<Integer> starts = new ArrayList<>();
        long fieldsEnd = start;
        while (scanner.next()) {
            budget.takeField(scanner.position() - scanner.fieldStart());
            starts.add((int) (scanner.fieldStart() - start));
            fieldsEnd = scanner.position();
        }
        byte[] fields = window.octets().slice(start, fieldsEnd).toByteArray(Integer.MAX_VALUE);
        return new HeaderBlock(
                start,
                scanner.position(),
                scanner.endedByBlankLine(),
                Header.of(fields, starts, fields.length));
    }

    /** Where it starts, counted from the start of what is read. */
    long start() {
        return start;
    }

    /** Where the body starts, behind the blank line, counted likewise. */
    long bodyStart() {
        return bodyStart;
    }

    /** The fields. */
    Header header() {
        return header;
    }

    /** The fields, without what stands at or behind a position. */
    Header cutAt(long end) {
        return header.cutTo(end - start);
    }

    /** The type that the topmost Content-Type field tells. */
    Optional<ContentType> contentType() {
        return contentType;
    }

    /** The encoding that the topmost field tells. */
    TransferEncoding transferEncoding() {
        return transferEncoding;
    }

    /** What the header itself shows to be wrong. */
    EnumSet<Defect> defects() {
        EnumSet<Defect> defects = EnumSet.noneOf(Defect.class);
        List<HeaderField> types = header.all(CONTENT_TYPE);
        defects.addAll(header.defects());
        if (!endedByBlankLine) {
            defects.add(Defect.MISSING_BLANK_LINE);
        }
        if (types.size() > 1 || header.all(TRANSFER_ENCODING).size() > 1) {
            defects.add(Defect.DUPLICATE_FIELD);
        }
        if (!contentType.map(ContentType::wellFormed).orElse(true)) {
            defects.add(Defect.MALFORMED_CONTENT_TYPE);
        }
        return defects;
    }
}
