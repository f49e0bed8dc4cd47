package org.securemessaging.admin.archive;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.archive.folder.ManifestFormatException;
import org.securemessaging.archive.folder.RecordChangedException;

/** Turns what is wrong with an archive into what a user is told. Stateless. */
final class Readings {
    private Readings() {}

    static <T> T of(Callable<T> reading) {
        try {
            return reading.call();
        } catch (ManifestFormatException e) {
            throw new UnusableArgumentException(
                    "A manifest is damaged (archive verify says where): " + e.getMessage());
        } catch (RecordChangedException e) {
            throw new UnusableArgumentException(e.getMessage());
        } catch (IOException e) {
            throw new UnusableArgumentException("The archive can't be read: " + e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
