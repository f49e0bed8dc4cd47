package org.securemessaging.directory.ldap;

import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.ldap.client.api.LdapConnection;

/**
 * A directory that the administrator named, on whichever of its servers answers. Implementations
 * are thread safe.
 */
public interface DirectoryConnections extends AutoCloseable {
    /**
     * Something done on one connection, which is bound and has the time-outs of the configuration.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Does it. It may be done again, on another connection, after one that broke: work that
         * writes must look first at what is there.
         *
         * @param connection not to be kept, closed or unbound
         * @return what came of it
         * @throws LdapException if the server refuses or the connection breaks
         */
        T on(LdapConnection connection) throws LdapException;
    }

    /**
     * Does work on a connection.
     *
     * @param work what
     * @param <T> what it gives
     * @return what came of it
     * @throws DirectoryUnavailableException if no server lets us in and answers in time; later one
     *     may
     * @throws DirectoryRefusalException if a server answers with a result other than success
     */
    <T> T call(Work<T> work);

    /** Closes all connections. */
    @Override
    void close();
}
