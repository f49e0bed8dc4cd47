package org.securemessaging.admin.crl;

import java.util.Optional;
import org.securemessaging.revocation.CrlFacts;
import org.securemessaging.revocation.CrlState;
import org.securemessaging.revocation.CrlStock;

/** Writes what is known of CRLs, one after the other, to standard output. */
interface CrlWriter {
    // As sysexits.h has it: EX_IOERR.
    int OUTPUT_LOST = 74;

    /** Writes one that is at hand. */
    void listed(CrlFacts crl, CrlState state);

    /**
     * Writes what came of fetching one.
     *
     * @param state of the one at hand now, if there is one
     */
    void refreshed(CrlStock.Refreshed refreshed, Optional<CrlState> state);

    /** What came of fetching, in a word. */
    static String outcome(CrlStock.Refreshed refreshed) {
        if (refreshed.problem().isPresent()) {
            return "failed";
        }
        return refreshed.changed() ? "fetched" : "unchanged";
    }
}
