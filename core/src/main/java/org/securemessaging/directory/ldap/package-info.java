/** The administrator's LDAP directories: connections, and what each kind of server wants. */
package org.securemessaging.directory.ldap;
