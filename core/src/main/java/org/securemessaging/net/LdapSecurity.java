package org.securemessaging.net;

/** How the way to a stranger's LDAP server is protected. */
public enum LdapSecurity {
    /** TLS from the first octet. */
    TLS,
    /** TLS before anything is asked (RFC 4511 §4.14); without it nothing is. */
    STARTTLS,
    /** Not at all. */
    NONE
}
