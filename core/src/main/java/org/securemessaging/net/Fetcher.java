package org.securemessaging.net;

import java.io.IOException;
import java.io.OutputStream;

/** Fetches what a stranger's certificate points to. Implementations are thread safe. */
@FunctionalInterface
public interface Fetcher {
    /**
     * Fetches.
     *
     * @param request what
     * @param sink takes the answer as it arrives; not closed
     * @return what came of it; nothing that the server does is thrown
     * @throws IOException if the sink can't be written
     */
    FetchResult fetch(FetchRequest request, OutputStream sink) throws IOException;
}
