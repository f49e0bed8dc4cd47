package org.securemessaging.admin.directory;

import java.io.PrintStream;
import org.securemessaging.directory.lookup.LookUp;

/** Writes what was found of addresses, one after the other, to standard output. */
public interface LookupWriter {
    /**
     * A writer.
     *
     * @param out where it writes
     * @param json whether for programs rather than people
     * @return the writer
     */
    static LookupWriter of(PrintStream out, boolean json) {
        return json ? new JsonLookupWriter(out) : new TextLookupWriter(out);
    }

    /**
     * Writes one look-up.
     *
     * @param found what was found
     */
    void write(LookUp found);
}
