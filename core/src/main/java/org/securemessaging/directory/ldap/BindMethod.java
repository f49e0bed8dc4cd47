package org.securemessaging.directory.ldap;

import java.nio.file.Path;

/** As whom a directory is asked. Immutable and thread safe. */
public sealed interface BindMethod {
    /** As nobody (RFC 4513 §5.1.1). */
    record Anonymous() implements BindMethod {}

    /**
     * With a name and a password (RFC 4513 §5.1.3).
     *
     * @param dn the name: a DN, or what else the server accepts, such as {@code user@realm}
     * @param password its password, never empty: a server takes that for anonymous
     */
    record Simple(String dn, Secret password) implements BindMethod {
        /** Checks that there is a name. */
        public Simple {
            if (dn.isEmpty()) {
                throw new IllegalArgumentException("a simple bind needs a name");
            }
        }
    }

    /**
     * As whom the client's TLS certificate says (SASL EXTERNAL; RFC 4513 §5.2.3).
     *
     * @param keyStore a PKCS#12 file with the certificate and its key, read for each connection
     * @param password the file's password
     */
    record External(Path keyStore, Secret password) implements BindMethod {}
}
