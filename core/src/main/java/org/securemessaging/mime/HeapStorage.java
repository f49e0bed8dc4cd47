package org.securemessaging.mime;

/** Octets on the heap. The array is shared with its giver and must not be changed. */
final class HeapStorage implements Storage {
    private final byte[] bytes;

    HeapStorage(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void read(long position, byte[] target, int offset, int count) {
        System.arraycopy(bytes, Math.toIntExact(position), target, offset, count);
    }

    @Override
    public void close() {
        // The garbage collector takes it.
    }
}
