package org.securemessaging.directory.lookup;

import java.util.List;

/** A place with certificates. Implementations are thread safe. */
public interface LookupSource {
    /**
     * What a source has for an address.
     *
     * @param candidates certificates, in any order, those of no use among them
     * @param problems a sentence for each value that could not be read
     */
    record Answer(List<Candidate> candidates, List<String> problems) {
        /** The answer of a source that has nothing. */
        public static final Answer NOTHING = new Answer(List.of(), List.of());

        /** Copies the lists. */
        public Answer {
            candidates = List.copyOf(candidates);
            problems = List.copyOf(problems);
        }
    }

    /**
     * How the administrator knows it.
     *
     * @return a short name
     */
    String name();

    /**
     * What is asked of the addresses in its certificates.
     *
     * @return the rule
     */
    AddressRule addressRule();

    /**
     * Gives what it has for an address.
     *
     * @param address whose
     * @return certificates, and what could not be read
     * @throws org.securemessaging.directory.ldap.DirectoryUnavailableException if it can't be
     *     reached, or did not answer in time
     * @throws org.securemessaging.directory.ldap.DirectoryRefusalException if it refuses to answer
     */
    Answer find(SearchAddress address);
}
