package org.securemessaging.pipeline;

import java.util.List;

/** Somebody who knows how the sources of certificates stand. Implementations are thread safe. */
@FunctionalInterface
public interface LookupHealth {
    /**
     * What is wrong with sources other than directories. It may ask the DNS.
     *
     * @return a sentence for each thing; none if all is well
     */
    List<String> problems();
}
