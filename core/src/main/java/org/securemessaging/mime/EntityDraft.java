package org.securemessaging.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** An entity while its end is not yet known. Positions count from the start of what is read. */
final class EntityDraft {
    private final HeaderBlock header;
    private final ContentType type;
    private final Optional<byte[]> boundary;
    private final List<Entity> parts = new ArrayList<>();
    private Optional<Delimiter> first = Optional.empty();
    private Optional<Delimiter> close = Optional.empty();
    private boolean ambiguousDelimiter;

    EntityDraft(HeaderBlock header, ContentType byDefault, int longestBoundary) {
        this.header = header;
        this.type = header.contentType().orElse(byDefault);
        this.boundary =
                type.isMultipart()
                        ? type.boundary()
                                .map(EntityDraft::octets)
                                .filter(octets -> octets.length <= longestBoundary)
                        : Optional.empty();
    }

    /** Whether its delimiters count. */
    boolean isOpen() {
        return boundary.isPresent() && close.isEmpty();
    }

    byte[] boundary() {
        return boundary.orElseThrow();
    }

    HeaderBlock header() {
        return header;
    }

    ContentType type() {
        return type;
    }

    List<Entity> parts() {
        return parts;
    }

    /** What its parts are if they do not say. */
    ContentType partsByDefault() {
        return type.subtype().equals("digest")
                ? ContentType.MESSAGE_RFC822
                : ContentType.TEXT_PLAIN;
    }

    void note(Delimiter delimiter) {
        if (first.isEmpty()) {
            first = Optional.of(delimiter);
        }
        if (delimiter.close()) {
            close = Optional.of(delimiter);
        }
    }

    void noteAmbiguousDelimiter() {
        ambiguousDelimiter = true;
    }

    void add(Entity part) {
        parts.add(part);
    }

    /** What stands before the first delimiter. */
    Optional<Octets> preamble(Octets whole, long bodyStart, long end) {
        if (boundary.isEmpty()
                || (first.isPresent() && first.get().start() == header.bodyStart())) {
            return Optional.empty();
        }
        long preambleEnd = Math.min(end, first.map(Delimiter::contentEnd).orElse(end));
        return Optional.of(whole.slice(bodyStart, Math.max(bodyStart, preambleEnd)));
    }

    /** What stands behind the close delimiter; its line break may belong to an outer delimiter. */
    Optional<Octets> epilogue(Octets whole, long end) {
        return close.filter(line -> line.endsWithBreak() && line.end() <= end)
                .map(line -> whole.slice(line.end(), end));
    }

    /** What is wrong, as far as it was read. */
    EnumSet<Defect> defects() {
        EnumSet<Defect> defects = header.defects();
        TransferEncoding encoding = header.transferEncoding();
        addIf(defects, encoding == TransferEncoding.UNKNOWN, Defect.UNKNOWN_TRANSFER_ENCODING);
        if (type.isMultipart()) {
            addIf(defects, !encoding.isIdentity(), Defect.ENCODED_MULTIPART);
            addIf(defects, boundary.isEmpty(), Defect.MISSING_BOUNDARY);
            addIf(defects, parts.isEmpty(), Defect.NO_PARTS);
            addIf(defects, boundary.isPresent() && close.isEmpty(), Defect.UNCLOSED_MULTIPART);
            addIf(defects, ambiguousDelimiter, Defect.AMBIGUOUS_DELIMITER);
        }
        return defects;
    }

    private static void addIf(EnumSet<Defect> defects, boolean holds, Defect defect) {
        if (holds) {
            defects.add(defect);
        }
    }

    private static byte[] octets(String boundary) {
        return boundary.getBytes(StandardCharsets.UTF_8);
    }
}
