package org.securemessaging.mime.pgp;

import java.io.IOException;

/** What was read is no encrypted OpenPGP message (RFC 9580 §10.3). */
final class PgpFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    PgpFormatException(String message) {
        super(message);
    }
}
