package org.securemessaging.mime;

/** What is wrong with an entity, and was read in the most usual way all the same. */
public enum Defect {
    /** An mbox line, such as {@code From ann Mon Jun 1}, stands at the top of the header. */
    MBOX_LINE(false),
    /**
     * Another line in the header is no field. Some readers pass over it, others end the header
     * there.
     */
    LINE_WITHOUT_FIELD(true),
    /** NUL, or a CR or LF that folds nothing, which may end a line, or the header, for others. */
    STRAY_CONTROL(true),
    /** The header goes on to the end of the entity, and not by a blank line; there is no body. */
    MISSING_BLANK_LINE(false),
    /** Content-Type or Content-Transfer-Encoding stands there twice; the first counts. */
    DUPLICATE_FIELD(true),
    /** The Content-Type field, or its boundary, is written in a way that readers differ about. */
    MALFORMED_CONTENT_TYPE(true),
    /** The transfer encoding is not known, so that the body can't be decoded. */
    UNKNOWN_TRANSFER_ENCODING(false),
    /** A multipart claims to be base64 or quoted-printable, which RFC 2045 §6.4 forbids. */
    ENCODED_MULTIPART(true),
    /** A multipart has no boundary, or one that is too long; its body is not taken apart. */
    MISSING_BOUNDARY(false),
    /** A multipart has no part at all. */
    NO_PARTS(false),
    /** The close delimiter is missing: the message was cut, or an outer delimiter came first. */
    UNCLOSED_MULTIPART(false),
    /**
     * A line starts with the delimiter and goes on, or the delimiter stands behind a lone CR. RFC
     * 2046 §5.1.1 lets readers take such a line for the delimiter; here it is content.
     */
    AMBIGUOUS_DELIMITER(true);

    private final boolean ambiguous;

    Defect(boolean ambiguous) {
        this.ambiguous = ambiguous;
    }

    /**
     * Whether another mail program may see other parts in the same octets, so that what it shows
     * may not be what was verified.
     *
     * @return true if so
     */
    public boolean isAmbiguous() {
        return ambiguous;
    }
}
