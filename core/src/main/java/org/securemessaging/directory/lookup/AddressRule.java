package org.securemessaging.directory.lookup;

/** What is asked of the addresses in a certificate that a source has for an address. */
public enum AddressRule {
    /** One of them must be the address. */
    REQUIRED,
    /** One of them must be the address, if the certificate has any: the source vouches for it. */
    IF_PRESENT,
    /** Nothing: the source alone says whose certificate it is. */
    OFF
}
