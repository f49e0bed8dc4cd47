package org.securemessaging.mime.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.MessageBytes;

/** Writes the field that says how a body is encoded, and leaves the others alone. */
final class TransferLabel {
    private static final String NAME = "Content-Transfer-Encoding";

    private TransferLabel() {}

    /** A part's header with its blank line. */
    static Content on(Entity entity, String label) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        write(header, entity.header().fields(), label);
        header.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        MessageBytes bytes = MessageBytes.of(header.toByteArray());
        return () -> new CanonicalInputStream(bytes.octets());
    }

    /** The fields, the label where the first of its name stood, or else behind all. */
    private static void write(ByteArrayOutputStream out, List<HeaderField> fields, String label) {
        byte[] field = (NAME + ": " + label + "\r\n").getBytes(StandardCharsets.US_ASCII);
        boolean written = false;
        for (HeaderField each : fields) {
            if (!each.isNamed(NAME)) {
                byte[] raw = each.raw();
                out.writeBytes(raw);
                if (raw.length == 0 || raw[raw.length - 1] != '\n') {
                    out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } else if (!written) {
                out.writeBytes(field);
                written = true;
            }
        }
        if (!written) {
            out.writeBytes(field);
        }
    }
}
