package org.securemessaging.mime.pgp;

import java.io.IOException;
import java.io.InputStream;
import org.securemessaging.mime.CiphertextCheck;

/**
 * Reads the packets of an encrypted message (RFC 9580 §4, §10.3): session keys, each encrypted to a
 * public key, then encrypted data, then nothing. A session key made of a passphrase is not taken,
 * since a passphrase may be anybody's. One use by one thread.
 */
final class EncryptedMessageReader {
    private static final int PUBLIC_KEY_SESSION_KEY = 1;
    private static final int ENCRYPTED_DATA = 9;
    private static final int INTEGRITY_PROTECTED_DATA = 18;

    /** GnuPG's OCB, of a draft that did not become RFC 9580. */
    private static final int OCB_DATA = 20;

    /** As many as S/MIME's recipients: a company of a thousand, with a key or two each. */
    private static final int MOST_SESSION_KEYS = 2000;

    /** One of ML-KEM-1024 and X448 has some 1,700; one of RSA-16384 2,060. */
    private static final int LONGEST_SESSION_KEY = 4096;

    private static final int BUFFER = 8192;

    private final InputStream in;
    private final CiphertextCheck check = new CiphertextCheck();

    EncryptedMessageReader(InputStream packets) {
        this.in = packets;
    }

    /**
     * Reads to the end.
     *
     * @throws PgpFormatException if it is anything else
     * @throws IOException if it can't be read
     */
    void read() throws IOException {
        int sessionKeys = 0;
        PacketHead head = PacketHead.read(in);
        while (head.tag() == PUBLIC_KEY_SESSION_KEY && sessionKeys < MOST_SESSION_KEYS) {
            sessionKey(head);
            sessionKeys++;
            head = PacketHead.read(in);
        }
        boolean data =
                head.tag() == ENCRYPTED_DATA
                        || head.tag() == INTEGRITY_PROTECTED_DATA
                        || head.tag() == OCB_DATA;
        if (sessionKeys == 0 || !data) {
            throw new PgpFormatException("not encrypted to public keys alone");
        }
        data(head);
        if (in.read() >= 0 || !check.passed()) {
            throw new PgpFormatException("something that is not encrypted");
        }
    }

    private void sessionKey(PacketHead head) throws IOException {
        if (head.kind() != PacketHead.Length.WHOLE || head.length() > LONGEST_SESSION_KEY) {
            throw new PgpFormatException("a session key without an end");
        }
        in.readNBytes((int) head.length());
    }

    private void data(PacketHead head) throws IOException {
        PacketHead chunk = head;
        while (chunk.kind() == PacketHead.Length.PARTIAL) {
            body(chunk.length());
            chunk = PacketHead.next(in, head.tag());
        }
        body(chunk.kind() == PacketHead.Length.TO_THE_END ? Long.MAX_VALUE : chunk.length());
    }

    private void body(long length) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int got = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (got < 0) {
                if (length == Long.MAX_VALUE) {
                    return;
                }
                throw new PgpFormatException("the data is cut");
            }
            check.update(buffer, 0, got);
            left -= got;
        }
    }
}
