package org.securemessaging.directory.ldap;

/** How the way to a directory's server is protected. */
public enum Transport {
    /** TLS from the first octet. */
    LDAPS(636),
    /** TLS before anything else is said (RFC 4511 §4.14); without it nothing is said. */
    STARTTLS(389),
    /** Not at all: whoever is on the way reads and writes along. */
    PLAIN(389);

    private final int usualPort;

    Transport(int usualPort) {
        this.usualPort = usualPort;
    }

    /**
     * The port that is meant if none is named.
     *
     * @return the port
     */
    public int usualPort() {
        return usualPort;
    }
}
