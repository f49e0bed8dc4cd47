package org.securemessaging.cms;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Collection;

/** Feeds digests or a signature from a stream, without a buffer between the two. */
final class OctetSink extends OutputStream {
    /** Takes a range of octets. */
    @FunctionalInterface
    private interface Update {
        void accept(byte[] octets, int offset, int count);
    }

    private final Update update;

    private OctetSink(Update update) {
        this.update = update;
    }

    static OctetSink of(Collection<MessageDigest> digests) {
        return new OctetSink(
                (octets, offset, count) ->
                        digests.forEach(digest -> digest.update(octets, offset, count)));
    }

    static OctetSink of(Signature signature) {
        return new OctetSink(
                (octets, offset, count) -> {
                    try {
                        signature.update(octets, offset, count);
                    } catch (SignatureException e) {
                        throw new IllegalStateException("the signature was initialised", e);
                    }
                });
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int count) {
        update.accept(octets, offset, count);
    }
}
