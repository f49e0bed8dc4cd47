package org.securemessaging.cms.decrypt;

import org.securemessaging.mime.MessageBytes;
import org.securemessaging.result.Finding;

/** What came of the attempt to open a compressed layer. */
public sealed interface Decompression {
    /**
     * It was opened. The content is the caller's to close.
     *
     * @param content what was compressed
     * @param contentTypeOid its type
     */
    record Opened(MessageBytes content, String contentTypeOid) implements Decompression {}

    /**
     * It was not.
     *
     * @param finding why not
     */
    record Closed(Finding finding) implements Decompression {}
}
