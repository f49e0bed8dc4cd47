package org.securemessaging.revocation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetched CRLs in a folder: one file for each address, named by the address's digest, which holds
 * what was fetched and from where. A file comes into being whole, by a move, or not at all; one
 * that is damaged is dropped. Several processes may share the folder. Thread safe.
 *
 * <p>What a new file replaces stays beside it until somebody has checked the new one's signature:
 * whoever answers in a server's place must not make us lose the CRL that was good.
 */
public final class CrlStore {
    private static final Logger LOGGER = LoggerFactory.getLogger(CrlStore.class);
    private static final String PARTIAL = ".partial";
    private static final String WHOLE = ".crl";
    private static final String BEFORE = ".before";
    // No fetch lasts so long: what is older was left by a process that was killed.
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;

    /** Writes what is fetched. */
    @FunctionalInterface
    interface Download<R> {
        R writeTo(OutputStream sink) throws IOException;
    }

    /** What is in a file, and when it was fetched. */
    static final class Stored {
        private final byte[] octets;
        private final Instant fetchedAt;

        Stored(byte[] octets, Instant fetchedAt) {
            this.octets = octets;
            this.fetchedAt = fetchedAt;
        }

        byte[] octets() {
            return octets;
        }

        Instant fetchedAt() {
            return fetchedAt;
        }
    }

    /**
     * A store.
     *
     * @param folder where the files lie; made if it is missing
     * @throws UncheckedIOException if it can't be made
     */
    public CrlStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            removeAbandoned();
        } catch (IOException e) {
            throw new UncheckedIOException("can't use the CRL cache " + folder, e);
        }
    }

    /** What is stored for an address; nothing if the file is missing or damaged. */
    Optional<Stored> read(URI address) {
        Path file = file(address);
        try {
            Instant fetchedAt = Files.getLastModifiedTime(file).toInstant();
            Optional<byte[]> content = CrlStoreFile.content(file, address, sha256());
            if (content.isPresent()) {
                return Optional.of(new Stored(content.get(), fetchedAt));
            }
            LOGGER.warn("{} is damaged and is dropped", file);
            drop(address);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOGGER.warn("{} can't be read: {}", file, e.toString());
        }
        return Optional.empty();
    }

    /** When what is stored for an address was fetched; empty if there is nothing. */
    Optional<Instant> fetchedAt(URI address) {
        try {
            return Optional.of(Files.getLastModifiedTime(file(address)).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The addresses something is stored for, in their order. What names no address of its own is
     * passed over.
     */
    List<URI> addresses() {
        List<URI> addresses = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + WHOLE)) {
            for (Path file : files) {
                CrlStoreFile.address(file)
                        .filter(address -> file(address).equals(file))
                        .ifPresentOrElse(
                                addresses::add,
                                () -> LOGGER.warn("{} is damaged and is passed over", file));
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.warn("{} can't be listed: {}", folder, e.toString());
        }
        addresses.sort(Comparator.naturalOrder());
        return addresses;
    }

    /**
     * Stores what a download writes.
     *
     * @param keep whether what was downloaded is worth keeping, asked with the file before it
     *     becomes visible
     */
    <R> R write(URI address, Download<R> download, Keep<R> keep) throws IOException {
        Path partial = Files.createTempFile(folder, "crl", PARTIAL);
        try {
            MessageDigest digest = sha256();
            R result;
            try (OutputStream file = Files.newOutputStream(partial);
                    DigestOutputStream digesting = new DigestOutputStream(file, digest)) {
                result = download.writeTo(digesting);
            }
            if (keep.test(result, partial)) {
                Files.write(partial, CrlStoreFile.end(address, digest), StandardOpenOption.APPEND);
                force(partial);
                keepBefore(address);
                Files.move(
                        partial,
                        file(address),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                force(folder);
            }
            return result;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Says whether a download is worth keeping. */
    @FunctionalInterface
    interface Keep<R> {
        boolean test(R result, Path downloaded) throws IOException;
    }

    /** What was believed last of what is stored for an address, as far as is known. */
    Optional<Stored> readBelieved(URI address) {
        Path before = before(address);
        try {
            Instant fetchedAt = Files.getLastModifiedTime(before).toInstant();
            return CrlStoreFile.content(before, address, sha256())
                    .map(content -> new Stored(content, fetchedAt))
                    .or(() -> read(address));
        } catch (IOException e) {
            return read(address);
        }
    }

    /** Somebody has checked what is stored for an address: what was there before may go. */
    void believe(URI address) {
        try {
            Files.deleteIfExists(before(address));
        } catch (IOException e) {
            LOGGER.warn("{} can't be removed: {}", before(address), e.toString());
        }
    }

    /**
     * Forgets what is stored for an address; what was there before takes its place.
     *
     * @return whether there was something
     */
    boolean drop(URI address) {
        try {
            Files.move(
                    before(address),
                    file(address),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (NoSuchFileException e) {
            remove(file(address));
        } catch (IOException e) {
            LOGGER.warn("{} can't be taken back: {}", before(address), e.toString());
            remove(file(address));
        }
        return false;
    }

    /** What was believed last is what the server has now, too. */
    void renew(URI address, Instant now) {
        if (Files.exists(before(address))) {
            drop(address);
        }
        try {
            Files.setLastModifiedTime(file(address), FileTime.from(now));
        } catch (IOException e) {
            LOGGER.warn("{} can't be renewed: {}", file(address), e.toString());
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOGGER.warn("{} can't be removed: {}", file, e.toString());
        }
    }

    /** A copy, so that there is a whole file at any moment. */
    private void keepBefore(URI address) throws IOException {
        if (Files.exists(before(address))) {
            return; // What is replaced now was believed by nobody.
        }
        Path copy = Files.createTempFile(folder, "crl", PARTIAL);
        try {
            Files.copy(
                    file(address),
                    copy,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            force(copy);
            Files.move(copy, before(address), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            LOGGER.debug("nothing was stored for {} before", address);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    Path file(URI address) {
        return folder.resolve(name(address) + WHOLE);
    }

    private Path before(URI address) {
        return folder.resolve(name(address) + BEFORE);
    }

    private static String name(URI address) {
        return HexFormat.of()
                .formatHex(sha256().digest(address.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void removeAbandoned() throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + PARTIAL)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Makes sure that a power cut leaves the whole file or none. */
    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
