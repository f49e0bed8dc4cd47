package org.securemessaging.pipeline;

/**
 * James's default domain, under which stamps are made if {@code securemessaging.xml} names no
 * authserv-id. Thread safe.
 */
@FunctionalInterface
public interface DefaultDomain {
    /**
     * The domain, as James has it now.
     *
     * @return a domain name
     */
    String name();
}
