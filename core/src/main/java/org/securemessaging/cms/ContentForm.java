package org.securemessaging.cms;

import org.securemessaging.mime.Entity;
import org.securemessaging.mime.TransferEncoding;

/** In which form a signature may cover content that stands in the message (RFC 8551 §3.1.1). */
public enum ContentForm {
    /** With CRLF line ends, whatever they became on the way. The rule. */
    CANONICAL,
    /**
     * Canonical, or else the very octets that arrived: where something in the content is {@code
     * binary}, a line feed need not be a line end, and the signer left it alone.
     */
    CANONICAL_OR_VERBATIM;

    /**
     * The form for an entity.
     *
     * @param content the entity that was signed
     * @return {@link #CANONICAL_OR_VERBATIM} if it or a part of it declares {@code binary}
     */
    public static ContentForm of(Entity content) {
        return holdsBinary(content) ? CANONICAL_OR_VERBATIM : CANONICAL;
    }

    /** Recurses no deeper than the reader of the entity allowed. */
    private static boolean holdsBinary(Entity entity) {
        return entity.transferEncoding() == TransferEncoding.BINARY
                || entity.parts().stream().anyMatch(ContentForm::holdsBinary);
    }
}
