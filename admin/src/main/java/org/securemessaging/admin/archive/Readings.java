package org.securemessaging.admin.archive;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.folder.FoundRecord;
import org.securemessaging.archive.folder.ManifestFormatException;
import org.securemessaging.archive.folder.RecordChangedException;
import org.securemessaging.cms.decrypt.KeyUnavailableException;
import org.securemessaging.mime.MessageBytes;

/** Turns what is wrong with an archive into what a user is told. Stateless. */
final class Readings {
    private Readings() {}

    /** A record without its encryption. */
    static MessageBytes clear(ArchiveReader reader, FoundRecord found) throws IOException {
        return reader.openClear(found.line())
                .orElseThrow(
                        () ->
                                new UnusableArgumentException(
                                        "The record is encrypted, and the vault of --conf has no"
                                                + " key that opens it"));
    }

    static <T> T of(Callable<T> reading) {
        try {
            return reading.call();
        } catch (ManifestFormatException e) {
            throw new UnusableArgumentException(
                    "A manifest is damaged (archive verify says where): " + e.getMessage());
        } catch (RecordChangedException e) {
            throw new UnusableArgumentException(e.getMessage());
        } catch (KeyUnavailableException e) {
            throw new UnusableArgumentException("A key can't be had now: " + e.getMessage());
        } catch (IOException e) {
            throw new UnusableArgumentException("The archive can't be read: " + e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
