package org.securemessaging.admin.directory;

import org.securemessaging.directory.lookup.LookUp;

/** Writes what was found of addresses, one after the other, to standard output. */
interface LookupWriter {
    /**
     * Writes one look-up.
     *
     * @param found what was found
     */
    void write(LookUp found);
}
