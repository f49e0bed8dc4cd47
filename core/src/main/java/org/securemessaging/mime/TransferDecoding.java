package org.securemessaging.mime;

import java.io.InputStream;

/** Opens a body without its transfer encoding. */
final class TransferDecoding {
    private TransferDecoding() {}

    static InputStream open(Octets body, TransferEncoding encoding, boolean strict) {
        return switch (encoding) {
            case BASE64 -> new Base64BodyInputStream(body, strict);
            case QUOTED_PRINTABLE -> new QuotedPrintableBodyInputStream(body, strict);
            case SEVEN_BIT, EIGHT_BIT, BINARY, UNKNOWN -> body.open();
        };
    }
}
