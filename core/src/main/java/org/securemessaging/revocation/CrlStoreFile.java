package org.securemessaging.revocation;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The form of a file in the {@link CrlStore}: what was fetched; the address it came from, in UTF-8;
 * the length of that address in four octets; the SHA-256 digest of all before. So a file tells
 * where it came from, and one that was cut off, damaged or put in another's place is known.
 */
final class CrlStoreFile {
    private static final int DIGEST_BYTES = 32;
    private static final int LENGTH_BYTES = 4;
    private static final int LONGEST_ADDRESS = 1 << 16;

    private CrlStoreFile() {}

    /**
     * What stands behind the content.
     *
     * @param digest has seen the content
     */
    static byte[] end(URI address, MessageDigest digest) {
        byte[] octets = address.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer end = ByteBuffer.allocate(octets.length + LENGTH_BYTES + DIGEST_BYTES);
        end.put(octets).putInt(octets.length);
        digest.update(end.array(), 0, end.position());
        return end.put(digest.digest()).array();
    }

    /** The content of a file that is whole and about an address; each octet is held once. */
    static Optional<byte[]> content(Path file, URI address, MessageDigest digest)
            throws IOException {
        byte[] octets = address.toString().getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int behind = octets.length + LENGTH_BYTES + DIGEST_BYTES;
            long length = channel.size() - behind;
            if (length <= 0 || length > Integer.MAX_VALUE - 8) {
                return Optional.empty();
            }
            byte[] content = read(channel, 0, (int) length);
            digest.update(content);
            byte[] expected = end(address, digest);
            return Arrays.equals(expected, read(channel, length, behind))
                    ? Optional.of(content)
                    : Optional.empty();
        }
    }

    /** The address that a file names, whether or not the rest of it is whole. */
    static Optional<URI> address(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long lengthAt = channel.size() - DIGEST_BYTES - LENGTH_BYTES;
            if (lengthAt <= 0) {
                return Optional.empty();
            }
            int length = ByteBuffer.wrap(read(channel, lengthAt, LENGTH_BYTES)).getInt();
            if (length <= 0 || length > LONGEST_ADDRESS || length >= lengthAt) {
                return Optional.empty();
            }
            byte[] octets = read(channel, lengthAt - length, length);
            return Optional.of(URI.create(new String(octets, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // No address: the file is damaged.
        }
    }

    private static byte[] read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("the file is shorter than it was");
            }
        }
        return buffer.array();
    }
}
