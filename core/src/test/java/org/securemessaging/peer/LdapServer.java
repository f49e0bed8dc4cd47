package org.securemessaging.peer;

/** Somebody else's LDAP server with one subtree, on loopback, that tests may write to. */
public interface LdapServer extends AutoCloseable {
    /** The address it listens at. */
    String host();

    /** The port for plain LDAP, and STARTTLS if it has that. */
    int port();

    /** The name of the subtree. */
    String base();

    /** The name of somebody who may write. */
    String bindName();

    /** That one's password. */
    String password();

    /** How it is named on a command line. */
    default String url() {
        return "ldap://" + host() + ":" + port();
    }

    @Override
    void close();
}
