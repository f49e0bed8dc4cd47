package org.securemessaging.mime.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Contents read one behind the other. Each is opened only when it is its turn, so that however many
 * there are one buffer is held. Immutable.
 */
public final class Contents implements Content {
    private final List<Content> contents;

    /**
     * Joins contents.
     *
     * @param contents the contents in their order; copied
     */
    public Contents(List<Content> contents) {
        this.contents = List.copyOf(contents);
    }

    /**
     * Octets on the heap.
     *
     * @param octets the octets, which must not be changed afterwards
     * @return the content
     */
    public static Content of(byte[] octets) {
        return () -> new ByteArrayInputStream(octets);
    }

    @Override
    public InputStream open() {
        return new Joined(contents.iterator());
    }

    /** Not thread safe. */
    private static final class Joined extends InputStream {
        private final Iterator<Content> left;
        private InputStream current = InputStream.nullInputStream();

        Joined(Iterator<Content> left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            int got = current.read(target, offset, length);
            while (got < 0) {
                current.close();
                if (!left.hasNext()) {
                    current = InputStream.nullInputStream();
                    return -1;
                }
                current = left.next().open();
                got = current.read(target, offset, length);
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
