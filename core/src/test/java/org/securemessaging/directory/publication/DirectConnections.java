package org.securemessaging.directory.publication;

import java.io.IOException;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.ldap.client.api.LdapConnection;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.securemessaging.directory.ldap.DirectoryConnections;
import org.securemessaging.directory.ldap.DirectoryRefusalException;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;

/** A new connection for each call, with nothing that could hide a fault. */
record DirectConnections(String host, int port, String user, String password)
        implements DirectoryConnections {
    private static final long TIMEOUT_MILLIS = 30_000;

    @Override
    public <T> T call(Work<T> work) {
        try (LdapConnection connection = new LdapNetworkConnection(host, port)) {
            connection.setTimeOut(TIMEOUT_MILLIS);
            connection.bind(user, password);
            return work.on(connection);
        } catch (LdapOperationException e) {
            // What the client says of a connection that broke.
            if (e.getResultCode() == ResultCodeEnum.PROTOCOL_ERROR) {
                throw new DirectoryUnavailableException("port " + port, e);
            }
            throw new DirectoryRefusalException(e.getResultCode(), e.getMessage(), e);
        } catch (LdapException | IOException e) {
            throw new DirectoryUnavailableException("port " + port, e);
        }
    }

    @Override
    public void close() {}
}
