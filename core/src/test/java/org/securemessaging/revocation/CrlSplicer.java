package org.securemessaging.revocation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.securemessaging.certificate.DerCursor;

/** Puts entries into an empty CRL whose signature does not matter. */
final class CrlSplicer {
    private CrlSplicer() {}

    static byte[] withEntries(byte[] emptyCrl, byte[] entries) {
        DerCursor outer = new DerCursor(emptyCrl, 0, emptyCrl.length);
        outer.next();
        DerCursor parts = outer.content();
        parts.next();
        byte[] signed = Arrays.copyOfRange(emptyCrl, parts.contentStart(), parts.contentEnd());
        byte[] rest = Arrays.copyOfRange(emptyCrl, parts.contentEnd(), outer.contentEnd());
        return sequence(join(sequence(join(signed, sequence(entries))), rest));
    }

    private static byte[] sequence(byte[] content) {
        return ByteBuffer.allocate(content.length + 6)
                .put((byte) 0x30)
                .put((byte) 0x84)
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(one.length + other.length);
        joined.writeBytes(one);
        joined.writeBytes(other);
        return joined.toByteArray();
    }
}
