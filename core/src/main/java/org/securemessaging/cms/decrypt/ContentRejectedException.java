package org.securemessaging.cms.decrypt;

import java.io.IOException;

/**
 * Content did not decrypt: a wrong key, a wrong tag, wrong padding; which of them is for nobody
 * outside. Caught where a key is tried.
 */
final class ContentRejectedException extends IOException {
    private static final long serialVersionUID = 1L;

    ContentRejectedException() {
        super("the content does not decrypt");
    }

    ContentRejectedException(Throwable cause) {
        super("the content does not decrypt", cause);
    }
}
