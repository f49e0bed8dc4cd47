package org.securemessaging.pipeline.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Who read what of the archive, and why: one JSON object a line, which is on the disk before
 * anything is shown. Thread safe; other processes may write to the same file.
 */
public final class AuditLog {
    private final Path file;
    private final Clock clock;
    private final JsonFactory json = new JsonFactory();

    /**
     * A log.
     *
     * @param file the file, made if it is not there
     * @param clock says when
     */
    public AuditLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * A reading of the archive.
     *
     * @param account the account that the program runs as, or that was logged in
     * @param who who says that he reads
     * @param why why he says that he does
     * @param action what he does, such as {@code show}
     * @param what what he looks for, or the digests of the records that he reads
     */
    public record Reading(
            String account, String who, String why, String action, List<String> what) {
        /** Copies the list. */
        public Reading {
            what = List.copyOf(what);
        }
    }

    /**
     * Writes a reading down.
     *
     * @param reading the reading
     * @throws IOException if that can't be done; nothing may then be shown
     */
    public synchronized void write(Reading reading) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(line(reading));
        try (FileChannel channel =
                        FileChannel.open(
                                file,
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                                ownerOnly());
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException(file + " can't be locked");
            }
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }

    private byte[] line(Reading reading) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(octets)) {
            to.writeStartObject();
            to.writeStringField("at", clock.instant().toString());
            to.writeStringField("account", reading.account());
            to.writeStringField("who", reading.who());
            to.writeStringField("why", reading.why());
            to.writeStringField("action", reading.action());
            to.writeArrayFieldStart("what");
            for (String each : reading.what()) {
                to.writeString(each);
            }
            to.writeEndArray();
            to.writeEndObject();
        }
        octets.write('\n');
        return octets.toByteArray();
    }

    private FileAttribute<?>[] ownerOnly() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
