package org.securemessaging.directory.publication;

import org.securemessaging.directory.ldap.DirectoryConnections;

/** Somebody's directory server with a subtree to publish in. */
interface PublicationPeer extends AutoCloseable {
    DirectoryConnections connections();

    WritingSchema schema();

    /** A subtree that is there and is empty. */
    String base();

    /** Makes the entry of a user below the base; it holds no certificate. */
    void addUser(String name, String address);

    /** The user's distinguished name. */
    String user(String name);

    @Override
    void close();
}
